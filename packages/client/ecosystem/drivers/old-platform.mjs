// Without what React Native and older browsers lack, as far as Node can do without it itself:
// `old-platform.mjs <url of the mock>`, in the folder of the project.

const lacking = [
  [AbortSignal, "abort", "any", "timeout"],
  [AbortSignal.prototype, "reason", "throwIfAborted"],
  [Array, "fromAsync"],
  [Array.prototype, "findLast", "toReversed", "toSpliced", "with"],
  [Object, "groupBy"],
  [URL, "canParse", "parse"],
  [globalThis, "structuredClone"],
];
for (const [owner, ...names] of lacking) {
  for (const name of names) delete owner[name];
}
const { abort } = AbortController.prototype;
AbortController.prototype.abort = function abortWithoutReason() {
  abort.call(this);
};

const { runSuite } = await import("./suite.mjs");
process.stdout.write(JSON.stringify(await runSuite(process.argv[2])));
