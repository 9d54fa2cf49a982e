import { ChildProcess, spawn } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { Socket } from "node:net";

// Loaded by `node --import` into every process that runs tests. Each process that it starts, by any
// library, ends when it ends: after a set-up that threw, a test that hung, an interrupt or a SIGKILL.
//
// A shell outlives the owner and reads the ids of the running processes. The pipe closes with the
// owner; the shell then ends what is left, and the process groups that these processes lead. Some have
// processes of their own to end first, as turbo has: they get five seconds.
const endAll = `
trap '' HUP INT TERM
while read -r line; do ids=$line; done
[ "$ids" ] || exit
for id in $ids; do kill -s TERM -- "-$id" || kill -s TERM "$id"; done
left() { for id in $ids; do kill -s 0 -- "-$id" || kill -s 0 "$id" && return; done; return 1; }
for second in 1 2 3 4 5; do left && sleep 1; done
for id in $ids; do kill -s KILL -- "-$id" || kill -s KILL "$id"; done
`;

const running = new Set<number>();
let keeper: ChildProcess | undefined;

subscribe("tracing:child_process.spawn:end", (message) => {
  const child: unknown = Object(message).process;
  // The id is known once spawn() has returned.
  if (child instanceof ChildProcess) queueMicrotask(() => own(child));
});

function own(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || child.spawnargs.includes(endAll)) return;
  running.add(pid);
  report();
  child.once("exit", () => {
    running.delete(pid);
    report();
  });
}

function report(): void {
  keeper ??= startKeeper();
  keeper.stdin?.write(`${[...running].join(" ")}\n`);
}

function startKeeper(): ChildProcess {
  // In a process group of its own, which Ctrl-C does not reach.
  const child = spawn("/bin/sh", ["-c", endAll], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  return child;
}
