import { commandLine } from "../../lib/i18n/english-only/command-line.ts";
import type { HostCommand } from "../../lib/server/hosts/host-command.ts";

export const hostUsage = `Usage: ${commandLine("hosts")} list [--json]
       ${commandLine("hosts")} suspend NAME [--reason TEXT]
       ${commandLine("hosts")} resume NAME
       ${commandLine("hosts")} close NAME --yes NAME [--message TEXT]`;

/** What is asked for; an error is what to print, empty for the usage. */
export type HostOptions = { asJson: boolean } | { command: HostCommand } | { error: string };

/** The longest reason or message. */
const MAX_TEXT = 500;

/** The arguments of `deno task hosts`. */
export function hostOptions([action, ...rest]: readonly string[]): HostOptions {
  if (action === "list") {
    const [flag, ...more] = rest;
    const isKnown = more.length === 0 && (flag === undefined || flag === "--json");
    return isKnown ? { asJson: flag === "--json" } : { error: "" };
  }
  const [name = "", ...given] = rest;
  const username = name.toLowerCase(), values = valuesOf(given);
  if (!name || name.startsWith("-") || !values) return { error: "" };
  const { reason = "", message = "", yes, ...unknown } = values;
  const isLong = [reason, message].some((text) => text.length > MAX_TEXT);
  if (isLong) return { error: `A reason or message has at most ${MAX_TEXT} characters.` };
  const isOnly = (...known: string[]) =>
    Object.keys(unknown).length === 0 && Object.keys(values).every((key) => known.includes(key));
  switch (action) {
    case "suspend":
      return isOnly("reason") ? { command: { action, username, reason } } : { error: "" };
    case "resume":
      return isOnly() ? { command: { action, username } } : { error: "" };
    case "close":
      if (!isOnly("yes", "message")) return { error: "" };
      return yes?.toLowerCase() === username
        ? { command: { action, username, message } }
        : { error: closeWarning(username) };
    default:
      return { error: "" };
  }
}

/** Options with a value each; null where one has none. */
function valuesOf(given: readonly string[]): Record<string, string> | null {
  const values: Record<string, string> = {};
  for (let i = 0; i < given.length; i += 2) {
    const name = given[i]!, value = given[i + 1];
    if (!name.startsWith("--") || value === undefined) return null;
    values[name.slice(2)] = value;
  }
  return values;
}

function closeWarning(username: string): string {
  return `This deletes the account of ${username} for good: upcoming bookings are cancelled, their guests are told, and everything is erased.
If that is what you want: ${commandLine(`hosts close ${username} --yes ${username}`)}`;
}
