import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { hashOfEmail } from "../hosts/create-host.ts";
import { sendVerificationLink } from "./magic-links.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import { dropEmail, readHost, writeEmail, writeHost } from "../store/host-profile.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";
import { unverifiedEmail } from "../hosts/profile.ts";

/**
 * Emails a verification link to the new address, which takes effect once verified; without a mail server it takes
 * effect at once, unverified.
 */
export async function changeEmail(
  app: App,
  host: Host,
  email: string,
): Promise<
  Outcome<{ host: Host; mailed: boolean }, "busy" | "invalid" | "not-found" | "too-many">
> {
  if (app.sendMail) {
    const mailed = await sendVerificationLink(app, host, email);
    if (!mailed.ok) return mailed;
    const pending = await setPendingEmail(app, host.id, email);
    return pending.ok ? accepted({ host: pending.value, mailed: true }) : pending;
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

/** Stores the address that waits for verification, so that pages can show it. */
function setPendingEmail(
  app: App,
  hostId: string,
  email: string,
): Promise<Outcome<Host, "busy" | "not-found">> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await readHost(app.kv, hostId);
    if (!was) return refused("not-found");
    const isConfirmed = was.value.emailVerified && was.value.email === email;
    return accepted(writeHost(op, was, { pendingEmail: isConfirmed ? null : email }));
  });
}

/** Emails another verification link; "changed" when no address waits for verification, "invalid" without a mail server. */
export async function resendVerification(
  app: App,
  host: Host,
): Promise<Outcome<{ email: string }, "changed" | "invalid" | "too-many">> {
  if (!app.sendMail) return refused("invalid", { fields: { email: "no-mail" } });
  const email = unverifiedEmail(host);
  return email === null ? refused("changed") : await sendVerificationLink(app, host, email);
}

/**
 * Makes a verified address the host's own, which also signs in, and sends emails that waited for it; refused when it
 * is another host's.
 */
export async function verifyEmail(
  app: App,
  hostId: string,
  email: string,
): Promise<Outcome<Host, "busy" | "not-found" | "signed-out">> {
  const confirmed = await writeVerifiedEmail(app, hostId, email);
  if (confirmed.ok) app.wakeJobs();
  return confirmed;
}

function writeVerifiedEmail(
  app: App,
  hostId: string,
  email: string,
): Promise<Outcome<Host, "busy" | "not-found" | "signed-out">> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await readHost(app.kv, hostId);
    if (!was) return refused("not-found");
    const previous = was.value.email ? await hashOfEmail(was.value.email) : null;
    if (!await writeEmail(app.kv, op, hostId, await hashOfEmail(email), previous)) {
      return refused("signed-out", { detail: "email-taken" });
    }
    const now = app.now();
    writeJob(op, newJob({ hostId, work: { kind: "send-unsent", hostId }, dueAt: now }, now));
    const pendingEmail = was.value.pendingEmail === email ? null : was.value.pendingEmail;
    return accepted(writeHost(op, was, { email, emailVerified: true, pendingEmail }));
  });
}
