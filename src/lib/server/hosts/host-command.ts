/** What who runs the program does to an account, by `deno task hosts`. */
import * as v from "valibot";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getHostByUsername } from "../store/hosts.ts";
import { listOnlyOwnedTeams } from "../store/teams.ts";
import * as account from "./account.ts";
import { resume, suspend } from "./suspension.ts";

const username = v.pipe(v.string(), v.maxLength(64));
const text = v.pipe(v.string(), v.trim(), v.maxLength(500));

/** One command; `reason` is for `hosts list`, `message` for the guests whose bookings are cancelled. */
export const HostCommand = v.variant("action", [
  v.object({ action: v.literal("suspend"), username, reason: text }),
  v.object({ action: v.literal("resume"), username }),
  v.object({ action: v.literal("close"), username, message: text }),
]);
export type HostCommand = v.InferOutput<typeof HostCommand>;

/** Carries out a command and logs it; a host who is the only owner of teams is not closed: `detail` names the teams. */
export async function runHostCommand(
  app: App,
  command: HostCommand,
): Promise<Outcome<{ username: string }, "busy" | "invalid" | "not-found">> {
  const host = await getHostByUsername(app.kv, command.username);
  if (!host) return refused("not-found");
  const done = await carryOut(app, host, command);
  if (done.ok) {
    app.log.info("host-command", { action: command.action, host: host.username });
    return accepted({ username: host.username });
  }
  if (!done.refusal.fields?.["teams"]) return done;
  const teams = await listOnlyOwnedTeams(app.kv, host.id);
  return refused("invalid", { detail: teams.map(({ name }) => name).join(", ") });
}

function carryOut(
  app: App,
  { id, username }: Host,
  command: HostCommand,
): Promise<Outcome<Host, "busy" | "invalid" | "not-found">> {
  switch (command.action) {
    case "suspend":
      return suspend(app, id, command.reason);
    case "resume":
      return resume(app, id);
    case "close":
      return account.close(app, id, { username, message: command.message });
  }
}
