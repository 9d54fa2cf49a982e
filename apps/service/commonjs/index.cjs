"use strict";

// Jest loads modules itself, each again for every test file, and ES modules only when it is told to. This
// runs outside of its sandbox, where Node loads the service once for all test files of a worker.
const { runInThisContext } = require("node:vm");

const { createRequire } = runInThisContext("process.getBuiltinModule('node:module')");
module.exports = createRequire(__filename)("../dist/index.js");
