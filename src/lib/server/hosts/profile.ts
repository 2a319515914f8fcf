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
import { hashOfEmail } from "./create-host.ts";
import { sendVerificationLink } from "../auth/magic-links.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import {
  dropEmail,
  readHost,
  writeEmail,
  writeHost,
  writeUsername,
} from "../store/host-profile.ts";
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

/** Mails a link to the new address, which counts once the link is opened; without a mail server it is written down at once, unverified. */
export async function changeEmail(
  app: App,
  host: Host,
  email: string,
): Promise<Outcome<{ host: Host; mailed: boolean }>> {
  if (app.sendMail) {
    const mailed = await sendVerificationLink(app, host, email);
    if (!mailed.ok) return mailed;
    const noted = await setPendingEmail(app, host.id, email);
    return noted.ok ? accepted({ host: noted.value, mailed: true }) : noted;
  }
  const changed = await changeUnderGuard(app, host.id, async (op) => {
    const was = await readHost(app.kv, host.id);
    if (!was) return refused("not-found");
    if (was.value.email === email) return accepted(was.value);
    if (was.value.email) {
      await dropEmail(app.kv, op, host.id, await hashOfEmail(was.value.email));
    }
    return accepted(writeHost(op, was, { email, emailVerified: false }));
  });
  return changed.ok ? accepted({ host: changed.value, mailed: false }) : changed;
}

/** Remembers which address waits to be confirmed, so that pages can say so. */
function setPendingEmail(app: App, hostId: string, email: string): Promise<Outcome<Host>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await readHost(app.kv, hostId);
    if (!was) return refused("not-found");
    const isConfirmed = was.value.emailVerified && was.value.email === email;
    return accepted(writeHost(op, was, { pendingEmail: isConfirmed ? null : email }));
  });
}

/** Mails another link to the address that waits to be confirmed; "changed" when none does any more, "invalid" without a mail server. */
export async function resendVerification(
  app: App,
  host: Host,
): Promise<Outcome<{ email: string }>> {
  if (!app.sendMail) return refused("invalid", { fields: { email: "no-mail" } });
  const email = unverifiedEmail(host);
  return email === null ? refused("changed") : await sendVerificationLink(app, host, email);
}

/** The host's address that is still to be confirmed; null when there is none. */
export function unverifiedEmail({ email, emailVerified, pendingEmail }: Host): string | null {
  return pendingEmail ?? (emailVerified ? null : email);
}

/**
 * Makes an address that was proved theirs the host's own, and a way in; refused when it already is another host's. What
 * was kept for want of an address is sent.
 */
export async function verifyEmail(
  app: App,
  hostId: string,
  email: string,
): Promise<Outcome<Host>> {
  const confirmed = await writeVerifiedEmail(app, hostId, email);
  if (confirmed.ok) app.wakeJobs();
  return confirmed;
}

function writeVerifiedEmail(app: App, hostId: string, email: string): Promise<Outcome<Host>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await readHost(app.kv, hostId);
    if (!was) return refused("not-found");
    const before = was.value.email ? await hashOfEmail(was.value.email) : null;
    if (!await writeEmail(app.kv, op, hostId, await hashOfEmail(email), before)) {
      return refused("signed-out", { detail: "email-taken" });
    }
    const now = app.now();
    writeJob(op, newJob({ hostId, work: { kind: "send-unsent", hostId }, dueAt: now }, now));
    const pendingEmail = was.value.pendingEmail === email ? null : was.value.pendingEmail ?? null;
    return accepted(writeHost(op, was, { email, emailVerified: true, pendingEmail }));
  });
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
