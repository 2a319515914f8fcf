import assert from "node:assert/strict";

/** What a command prints when it is pasted into a shell; fails where the command does. */
export async function runShell(
  command: string,
  env: Record<string, string> = {},
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", command],
    env,
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder();
  assert.ok(success, `${command}\n${text.decode(stderr)}`);
  return text.decode(stdout);
}
