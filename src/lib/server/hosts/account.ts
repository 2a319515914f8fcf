import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { AccountClosureInput } from "$lib/scheduling/profile.ts";
import type { App } from "../app.ts";
import { hashOfEmail } from "./create-host.ts";
import { listBookings } from "../store/bookings.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import { dropEmail, readHost, writeHost } from "../store/host-profile.ts";
import { listOnlyOwnedTeams } from "../store/teams.ts";
import { deleteApiKeysOf } from "../store/api-keys.ts";
import { endSubscriptions } from "../records/erase-webhooks.ts";
import { deleteSessionsOf } from "../store/sessions.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";

const MAX_COUNTED = 1000;

/**
 * Closes an account permanently in one commit: bookings being committed fail by the guard's new version, the page is
 * gone and nobody can sign in. Refused while a team has no other owner. A job of the same commit cancels and erases; see `jobs/erase-account.ts`.
 */
export async function close(
  app: App,
  hostId: string,
  input: Omit<AccountClosureInput, "sure">,
): Promise<Outcome<Host, "busy" | "invalid" | "not-found">> {
  const now = app.now();
  const closed = await changeUnderGuard(app, hostId, async (op) => {
    const was = await readHost(app.kv, hostId);
    if (!was) return refused("not-found");
    const { username, email } = was.value;
    if (input.username !== username) {
      return refused("invalid", { fields: { username: "not-your-username" } });
    }
    if ((await listOnlyOwnedTeams(app.kv, hostId)).length > 0) {
      return refused("invalid", { fields: { teams: "owner-of-teams" } });
    }
    if (email) await dropEmail(app.kv, op, hostId, await hashOfEmail(email));
    writeJob(op, newJob({ hostId, work: { kind: "erase-account", hostId }, dueAt: now }, now));
    return accepted(writeHost(op, was, { closure: { at: now, message: input.message } }));
  });
  if (!closed.ok) return closed;
  await deleteSessionsOf(app.kv, hostId);
  await deleteApiKeysOf(app.kv, hostId);
  await endSubscriptions(app.kv, hostId, now);
  app.wakeJobs();
  return closed;
}

/** The number of upcoming bookings and pending requests that closing the account would cancel, up to 1000. */
export async function countUpcoming(app: App, hostId: string): Promise<number> {
  const page = { limit: MAX_COUNTED, from: app.now() + 1 };
  const confirmed = await listBookings(app.kv, hostId, "confirmed", page);
  const pending = await listBookings(app.kv, hostId, "pending", page);
  return Math.min(MAX_COUNTED, confirmed.bookings.length + pending.bookings.length);
}
