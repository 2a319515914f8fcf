/** A bare page of the same framework behind the same listener: what ours are measured against. */
import { root } from "../../src/tasks/root.ts";
import { heapFlags } from "../../src/tasks/heap-flags.ts";

const bareFolder = `${root}/tests/bench/bare`;

/** Builds the page that ours are measured against. */
export async function buildBare(): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "npm:vite", "build"],
    cwd: bareFolder,
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** Starts its server, with a heap like that of the program. */
export async function startBare(): Promise<{ address: string; pid: number } & AsyncDisposable> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", heapFlags(null), "-A", `${bareFolder}/serve.ts`],
    cwd: root,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.getReader();
  const address = new TextDecoder().decode((await reader.read()).value).trim();
  reader.releaseLock();
  return {
    address,
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
      await child.stdout.cancel();
    },
  };
}

/** Memory that a process really has, in MB. */
export function memoryOf(pid: number): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
