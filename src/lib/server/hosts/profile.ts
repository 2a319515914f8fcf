import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { ProfileInput } from "$lib/scheduling/profile.ts";
import { isReserved, isUsername } from "$lib/scheduling/username.ts";
import { scheduleAgenda } from "./agenda-setting.ts";
import type { App } from "../app.ts";
import { runWaitingJobsNow } from "../connections/sync-connection.ts";
import { commitUnderGuard, markAllStale } from "../connections/guarded-commit.ts";
import { readHost, writeHost, writeUsername } from "../store/host-profile.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";

/**
 * Changes name, time zone, hour cycle and language, and when the daily agenda email is sent; "changed" when the revision is
 * outdated. A new zone makes all calendars stale until they are synced again, because all-day events and floating times are
 * in the host's zone.
 */
export async function edit(
  app: App,
  hostId: string,
  revision: number,
  input: ProfileInput & Partial<Pick<Host, "agendaMinute" | "frameAncestors">>,
): Promise<Outcome<Host, "busy" | "changed" | "not-found">> {
  let zoneChanged = false, agendaChanged = false;
  const outcome = await commitUnderGuard(app, hostId, async (op, guard) => {
    const was = await readHost(app.kv, hostId);
    if (!was) return refused("not-found");
    if (was.value.revision !== revision) return refused("changed");
    zoneChanged = was.value.zone !== input.zone;
    if (zoneChanged) markAllStale(guard);
    const { agendaMinute = was.value.agendaMinute } = input;
    agendaChanged = agendaMinute !== was.value.agendaMinute;
    const host = writeHost(op, was, { ...input, onboarded: true });
    if (agendaChanged) await scheduleAgenda(app, op, host, "tomorrow");
    else if (zoneChanged) await scheduleAgenda(app, op, host, "today");
    return accepted(host);
  });
  if (outcome.ok && agendaChanged) app.wakeJobs();
  if (outcome.ok && zoneChanged) await runWaitingJobsNow(app, hostId, null);
  return outcome;
}

/** Changes the username; the old one is released and never assigned to another host. */
export function rename(
  app: App,
  hostId: string,
  newName: string,
): Promise<Outcome<Host, "busy" | "invalid" | "name-reserved" | "name-taken" | "not-found">> {
  const name = newName.trim().toLowerCase();
  return changeUnderGuard(app, hostId, async (op) => {
    if (!isUsername(name)) return refused("invalid", { fields: { username: "username-form" } });
    if (isReserved(name)) {
      return refused("name-reserved", { fields: { username: "name-reserved" } });
    }
    const was = await readHost(app.kv, hostId);
    if (!was) return refused("not-found");
    if (was.value.username === name) return accepted(was.value);
    if (!await writeUsername(app.kv, op, was.value, name)) {
      return refused("name-taken", { fields: { username: "name-taken" } });
    }
    return accepted(writeHost(op, was, { username: name }));
  });
}

/** The host's email address that is not yet verified; null when there is none. */
export function unverifiedEmail({ email, emailVerified, pendingEmail }: Host): string | null {
  return pendingEmail ?? (emailVerified ? null : email);
}

/** The profile as the API returns it to its host. */
export function profileOf(host: Host) {
  const { id, username, name, email, emailVerified, zone, hourCycle, language } = host;
  return {
    id,
    username,
    name,
    displayName: name,
    email,
    emailVerified,
    timezone: zone,
    hourCycle,
    language,
  };
}

/** The email address as the API returns it to its host. */
export function emailOf(host: Host) {
  const { email, emailVerified } = host;
  return { email, emailVerified, pendingEmail: unverifiedEmail(host) };
}
