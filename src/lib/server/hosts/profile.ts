import { EmailAddress } from "$lib/scheduling/email-address.ts";
import { type Host, Zone } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { isReserved, isUsername } from "$lib/scheduling/username.ts";
import { isVisible } from "$lib/scheduling/visible-text.ts";
import * as v from "valibot";
import { scheduleAgenda } from "./agenda-setting.ts";
import type { App } from "../app.ts";
import { runWaitingJobsNow } from "../connections/sync-connection.ts";
import { commitUnderGuard, markAllStale } from "../connections/guarded-commit.ts";
import { readHost, writeHost, writeUsername } from "../store/host-profile.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";

/** What a host may say about themselves. */
export const ProfileInput = v.object({
  name: v.pipe(
    v.string(),
    v.trim(),
    v.check(isVisible, "name-empty"),
    v.maxLength(120, "too-long"),
  ),
  zone: Zone,
  hourCycle: v.picklist([12, 24]),
});
export type ProfileInput = v.InferOutput<typeof ProfileInput>;

export const EmailInput = v.object({ email: EmailAddress });

/**
 * Changes name, zone and clock; "changed" when the profile is no longer the one that the form showed. Whole days and
 * floating times of calendars are meant in the host's zone: in another one, they are not known until they are read anew.
 */
export async function edit(
  app: App,
  hostId: string,
  revision: number,
  input: ProfileInput,
): Promise<Outcome<Host>> {
  let zoneChanged = false;
  const done = await commitUnderGuard(app, hostId, async (op, guard) => {
    const was = await readHost(app.kv, hostId);
    if (!was) return refused("not-found");
    if (was.value.revision !== revision) return refused("changed");
    zoneChanged = was.value.zone !== input.zone;
    if (zoneChanged) markAllStale(guard);
    const host = writeHost(op, was, { ...input, onboarded: true });
    if (zoneChanged) await scheduleAgenda(app, op, host, "today");
    return accepted(host);
  });
  if (done.ok && zoneChanged) await runWaitingJobsNow(app, hostId, null);
  return done;
}

/** Gives the booking page another name; the old one leads nowhere from now on, and is never given to anybody else. */
export function rename(app: App, hostId: string, username: string): Promise<Outcome<Host>> {
  const name = username.trim().toLowerCase();
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

/** The host's address that is still to be confirmed; null when there is none. */
export function unverifiedEmail({ email, emailVerified, pendingEmail }: Host): string | null {
  return pendingEmail ?? (emailVerified ? null : email);
}

/** What a host's own browser and programs are told about the host. */
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
