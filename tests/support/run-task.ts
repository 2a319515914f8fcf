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
    args: ["run", "-A", ...flags, ...preload, `${root}/src/tasks/${name}.ts`, ...args],
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
