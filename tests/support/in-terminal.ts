import { root } from "../../src/tasks/root.ts";

/** Runs a task in a terminal of its own; presses `key` once it has printed `after`. */
export async function runInTerminal(
  task: string,
  dataDir: string,
  args: string[],
  { key, after }: { key: string; after: string } = { key: "", after: "\0" },
): Promise<{ code: number; text: string }> {
  const command = [Deno.execPath(), "run", "-A", `${root}/src/tasks/${task}.ts`, ...args].join(" ");
  const child = new Deno.Command("script", {
    args: ["--quiet", "--return", "--command", command, "/dev/null"],
    cwd: root,
    env: { INVITO_DATA_DIR: dataDir, SHELL: "/bin/sh" },
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
