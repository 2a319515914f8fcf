import { EmailAddress } from "$lib/scheduling/email-address.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import * as v from "valibot";
import type { App } from "../app.ts";
import { rateLimitKey } from "../runtime/client-address.ts";
import { hashOfEmail } from "../hosts/create-host.ts";
import type { SignInEmail } from "../email/messages/sign-in.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { hashOf, newSecret } from "../runtime/secrets.ts";
import { getOpenHost } from "../store/hosts.ts";
import { newJob } from "../store/jobs.ts";
import { addMagicLink, getHostIdByEmail, type MagicLink } from "../store/magic-links.ts";
import { safeRedirect } from "./safe-redirect.ts";

const settingsPath = "/dashboard/settings?done=confirmed";
const SIGN_IN_LINK_MS = 15 * 60_000;
const VERIFY_LINK_MS = 24 * 3_600_000;
const perAddress: RateLimit = { max: 5, windowMs: 3_600_000 };
const perClient: RateLimit = { max: 20, windowMs: 3_600_000 };

/** The hash under which a mailed link's token is found. */
export function hashOfMagicLink(token: string): Promise<string> {
  return hashOf("magic link", token);
}

/**
 * Mails a link that signs in, once and within 15 minutes (AUTH-2). Answers the same, after the same work, whether
 * or not the address is known; "invalid" without a mail server.
 */
export async function sendSignInLink(
  app: App,
  typed: string,
  client: string,
  to?: string | null,
): Promise<Outcome<{ email: string }>> {
  if (!app.sendMail) return refused("invalid", { fields: { email: "no-mail" } });
  const parsed = parse(v.object({ email: EmailAddress }), { email: typed });
  if (!parsed.ok) return parsed;
  const { email } = parsed.value;
  const wait = await takeRateLimit(app, email, rateLimitKey(client));
  if (wait !== null) return refused("too-many", { retryAfter: wait });
  const hostId = await getHostIdByEmail(app.kv, await hashOfEmail(email));
  const host = hostId ? await getOpenHost(app.kv, hostId) : null;
  const purpose = !host && app.settings.signup === "open" ? "sign-up" : "sign-in";
  // To the address that the host has proved: another one may compare as the same, and be another mailbox.
  const address = host?.email ?? email;
  await sendMagicLink(app, {
    purpose,
    host,
    email: address,
    lastsMs: SIGN_IN_LINK_MS,
    to: safeRedirect(to),
  });
  return accepted({ email });
}

/** Mails a link that proves that an address is this host's; until it is opened nothing changes. */
export async function sendVerificationLink(
  app: App,
  host: Host,
  email: string,
): Promise<Outcome<{ email: string }>> {
  if (!app.sendMail) return refused("invalid", { fields: { email: "no-mail" } });
  const wait = await takeRateLimit(app, email, host.id);
  if (wait !== null) return refused("too-many", { retryAfter: wait });
  await sendMagicLink(app, {
    purpose: "verify-email",
    host,
    email,
    lastsMs: VERIFY_LINK_MS,
    to: settingsPath,
  });
  return accepted({ email });
}

async function takeRateLimit(app: App, email: string, client: string): Promise<number | null> {
  return app.limits.take("email by client", client, perClient) ??
    app.limits.take("email to address", await hashOfEmail(email), perAddress);
}

async function sendMagicLink(
  app: App,
  { purpose, host, email, lastsMs: validForMs, to }: {
    purpose: MagicLink["purpose"];
    host: Host | null;
    email: string;
    lastsMs: number;
    to: string;
  },
): Promise<void> {
  const now = app.now(), token = newSecret(), hostId = host?.id ?? "";
  const emailData: SignInEmail = {
    purpose: purpose === "verify-email" ? "verify-email" : "sign-in",
    recipient: { name: host?.name ?? "", address: email },
    token,
    expiresAt: now + validForMs,
  };
  const sealed = await app.sealer.seal(JSON.stringify(emailData), "send-sign-in-email");
  const job = newJob({
    hostId,
    work: { kind: "send-sign-in-email", hostId, sealedEmail: sealed },
    dueAt: now,
  }, now);
  const shouldSend = host !== null || purpose === "sign-up";
  await addMagicLink(
    app.kv,
    {
      hash: await hashOfMagicLink(token),
      purpose,
      hostId,
      email,
      redirectTo: to,
      expiresAt: emailData.expiresAt,
      usedAt: null,
    },
    shouldSend ? job : null,
  );
  if (shouldSend) app.wakeJobs();
}
