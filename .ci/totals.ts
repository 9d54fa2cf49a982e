import { globSync, readFileSync } from "node:fs";

// Adds up the reports of all test tasks, cached or not, for the last line of CI:
// `node .ci/totals.ts STATUS`, where STATUS is the exit code of the tests.

const counts = globSync("{.,.ci,*,*/*}/.vitest/*.json").map((file) => {
  const report: unknown = JSON.parse(readFileSync(file, "utf8"));
  return { passed: countOf(report, "numPassedTests"), failed: countOf(report, "numFailedTests") };
});
const passed = counts.reduce((sum, report) => sum + report.passed, 0);
const failedTests = counts.reduce((sum, report) => sum + report.failed, 0);
// A failed check that is no test, such as a lint or a type error, fails the run as well.
const failed = failedTests === 0 && process.argv[2] !== "0" ? 1 : failedTests;

process.stdout.write(`${passed} passed, ${failed} failed\n`);
if (passed === 0 || failed > 0) process.exitCode = 1;

function countOf(report: unknown, name: string): number {
  const count: unknown =
    typeof report === "object" && report !== null ? Reflect.get(report, name) : undefined;
  if (typeof count !== "number") throw new Error(`a test report has no ${name}`);
  return count;
}
