import { contractDiff } from "./command.ts";

// A script of the repository's root runs there.
const { status, stdout, stderr } = await contractDiff(process.argv.slice(2), process.cwd());
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = status;
