import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { EmailAddress } from "$lib/scheduling/email-address.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Language, languages } from "$lib/scheduling/language.ts";
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
const SIGN_IN_LINK_MS = 15 * MINUTE;
const VERIFY_LINK_MS = DAY;
const perAddress: RateLimit = { max: 5, windowMs: HOUR };
const perClient: RateLimit = { max: 20, windowMs: HOUR };

/** The hash by which a magic link's token is found. */
export function hashOfMagicLink(token: string): Promise<string> {
  return hashOf("magic link", token);
}

/**
 * Emails a single-use sign-in link, valid 15 minutes (AUTH-2). Gives the same answer after the same work whether or
 * not the address is known; "invalid" without a mail server.
 */
export async function sendSignInLink(
  app: App,
  input: string,
  client: string,
  redirectTo?: string | null,
  language: Language = languages[0],
): Promise<Outcome<{ email: string }, "invalid" | "too-many">> {
  if (!app.sendMail) return refused("invalid", { fields: { email: "no-mail" } });
  const parsed = parse(v.object({ email: EmailAddress }), { email: input });
  if (!parsed.ok) return parsed;
  const { email } = parsed.value;
  const retryAfter = await takeRateLimit(app, email, rateLimitKey(client));
  if (retryAfter !== null) return refused("too-many", { retryAfter });
  const hostId = await getHostIdByEmail(app.kv, await hashOfEmail(email));
  const host = hostId ? await getOpenHost(app.kv, hostId) : null;
  const purpose = !host && app.settings.signup === "open" ? "sign-up" : "sign-in";
  // The host's verified address: one that compares as the same may be another mailbox.
  const address = host?.email ?? email;
  await sendMagicLink(app, {
    purpose,
    host,
    email: address,
    validForMs: SIGN_IN_LINK_MS,
    redirectTo: safeRedirect(redirectTo),
    language,
  });
  return accepted({ email });
}

/** Emails a link that verifies an address of a host; nothing changes until it is opened. */
export async function sendVerificationLink(
  app: App,
  host: Host,
  email: string,
): Promise<Outcome<{ email: string }, "invalid" | "too-many">> {
  if (!app.sendMail) return refused("invalid", { fields: { email: "no-mail" } });
  const retryAfter = await takeRateLimit(app, email, host.id);
  if (retryAfter !== null) return refused("too-many", { retryAfter });
  await sendMagicLink(app, {
    purpose: "verify-email",
    host,
    email,
    validForMs: VERIFY_LINK_MS,
    redirectTo: settingsPath,
    language: host.language,
  });
  return accepted({ email });
}

async function takeRateLimit(app: App, email: string, client: string): Promise<number | null> {
  return app.limits.take("email by client", client, perClient) ??
    app.limits.take("email to address", await hashOfEmail(email), perAddress);
}

async function sendMagicLink(
  app: App,
  { purpose, host, email, validForMs, redirectTo, language }: {
    purpose: MagicLink["purpose"];
    host: Host | null;
    email: string;
    validForMs: number;
    redirectTo: string;
    language: Language;
  },
): Promise<void> {
  const now = app.now(), token = newSecret(), hostId = host?.id ?? "";
  const emailData: SignInEmail = {
    purpose: purpose === "verify-email" ? "verify-email" : "sign-in",
    recipient: { name: host?.name ?? "", address: email },
    token,
    language,
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
      redirectTo,
      expiresAt: emailData.expiresAt,
      usedAt: null,
    },
    shouldSend ? job : null,
  );
  if (shouldSend) app.wakeJobs();
}
