/** How an operator writes a command here: `deno task NAME` in a checkout, `invito NAME` where the program is an image. */
export function commandLine(command: string): string {
  return `${Deno.env.get("COMMAND_PREFIX") ?? "deno task"} ${command}`;
}
