import { root } from "../../src/tasks/root.ts";

/** How a task ended, and what it said on both sides. */
export interface TaskResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a task of `deno task` over a data folder, to its end. */
export async function runTaskCommand(
  name: string,
  dataDir: string,
  args: string[] = [],
  env: Record<string, string> = {},
  flags: string[] = [],
): Promise<TaskResult> {
  const preload = env.DIE_AT ? ["--preload", `${root}/tests/support/die-at-write.ts`] : [];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...flags, ...preload, `${root}/src/tasks/invito.ts`, name, ...args],
    cwd: root,
    env: { NO_COLOR: "1", INVITO_DATA_DIR: dataDir, ...env },
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

/** Whether somebody was shown the inside of the program instead of a sentence. */
export function isTrace(text: string): boolean {
  return /^\s+at .+:\d+:\d+|Uncaught|panicked|\bError: /m.test(text);
}

/** Runs a task in a terminal of its own; presses `key` once it has printed `after`. */
export async function runInTerminal(
  task: string,
  dataDir: string,
  args: string[],
  { key, after }: { key: string; after: string } = { key: "", after: "\0" },
  env: Record<string, string> = {},
): Promise<{ code: number; text: string }> {
  const command = [Deno.execPath(), "run", "-A", `${root}/src/tasks/invito.ts`, task, ...args].join(
    " ",
  );
  const child = new Deno.Command("script", {
    args: ["--quiet", "--return", "--command", command, "/dev/null"],
    cwd: root,
    env: { INVITO_DATA_DIR: dataDir, SHELL: "/bin/sh", ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
  const writer = child.stdin.getWriter();
  let text = "", isPressed = false;
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (isPressed || !text.includes(after)) continue;
    isPressed = true;
    await writer.write(new TextEncoder().encode(key));
  }
  const { code } = await child.status;
  clearTimeout(timer);
  await writer.close().catch(() => {});
  return { code, text };
}
