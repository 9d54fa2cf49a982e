// The package as CommonJS: `require.cjs <url of the mock>`, in the folder of the project.

const client = require("@hotspot-session/client");

async function main() {
  const { runSuite } = await import("./suite.mjs");
  process.stdout.write(JSON.stringify(await runSuite(process.argv[2], client)));
}

void main();
