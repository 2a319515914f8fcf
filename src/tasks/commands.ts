/** What an operator can ask for, each a file beside this one; the table of README says the same. */
import { commandLine } from "../lib/i18n/english-only/command-line.ts";
import { root } from "./root.ts";

/** The arguments of each command, for its usage; a FILE may be `-`, standard input or output. */
export const commands = {
  "start": "",
  "sign-in": "[NAME]",
  "hosts": "list | suspend NAME | resume NAME | close NAME",
  "doctor": "[--json | --watch [--times N]]",
  "ready": "",
  "version": "",
  "backup": "FILE [--with-secret] | --check FILE",
  "restore": "FILE [--secret-only]",
  "move": "FROM TO",
  "new-secret": "[--give-up]",
  "dump": "",
  "seed": "",
} satisfies Record<string, string>;

export type CommandName = keyof typeof commands;

/** Whether this is a checkout, which installs and builds what it needs; an image has everything. */
export const isCheckout = isFile(`${root}/package.json`);

/** What was written behind the command's name. */
export const commandArgs: readonly string[] = Deno.args.slice(1);

/** Says how a command is written, and exits with 2. */
export function exitWithUsage(name: CommandName): never {
  console.error(`Usage: ${usageOf(name)}`);
  Deno.exit(2);
}

/** A command and its arguments, as it is written here. */
export function usageOf(name: CommandName): string {
  return commandLine(`${name} ${commands[name]}`).trim();
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
