/** Suspends and resumes an account for who runs the program. */
import type { AccountSuspension, Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";
import { readHost, writeHost } from "../store/host-profile.ts";
import { deleteSessionsOf } from "../store/sessions.ts";

type Changed = Outcome<Host, "busy" | "not-found">;

/**
 * Suspends an account in one commit: the page is off, bookings being committed fail by the guard's new version, nobody
 * signs in, and keys, feeds and private links are refused. What is booked stays. One that is suspended is given another reason alone.
 */
export async function suspend(app: App, hostId: string, reason: string): Promise<Changed> {
  const changed = await change(
    app,
    hostId,
    ({ suspension }) =>
      suspension && [suspension.reason, ""].includes(reason)
        ? suspension
        : { at: suspension?.at ?? app.now(), reason },
  );
  // They are void already; open pages of the dashboard end with them.
  if (changed.ok) await deleteSessionsOf(app.kv, hostId);
  return changed;
}

/** Ends a suspension: everything works as before, except for the sessions of before. */
export function resume(app: App, hostId: string): Promise<Changed> {
  return change(app, hostId, () => null);
}

/** A session that begins meanwhile is of the epoch that ends with the suspension. */
function change(
  app: App,
  hostId: string,
  suspensionOf: (host: Host) => AccountSuspension | null,
): Promise<Changed> {
  return changeUnderGuard<Host, "not-found">(app, hostId, async (op) => {
    const was = await readHost(app.kv, hostId);
    if (!was) return refused("not-found");
    const suspension = suspensionOf(was.value), sessionEpoch = was.value.sessionEpoch + 1;
    if (suspension === was.value.suspension) return accepted(was.value);
    return accepted(writeHost(op, was, { suspension, sessionEpoch }));
  });
}
