import { EmailAddress } from "$lib/scheduling/email-address.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import * as v from "valibot";
import type { App } from "./app.ts";
import { countedAs } from "./client-address.ts";
import { hashOfEmail } from "./hosts.ts";
import type { SignInLetter } from "./jobs/job.ts";
import type { Limit } from "./limits.ts";
import { hashOf, newSecret } from "./secrets.ts";
import { getOpenHost } from "./store/hosts.ts";
import { newJob } from "./store/jobs.ts";
import { addMailedLink, getHostIdByEmail, type MailedLink } from "./store/mailed-links.ts";
import { whereNext } from "./where-next.ts";

const settingsPage = "/dashboard/settings?done=confirmed";
const signInMs = 15 * 60_000;
const verifyMs = 24 * 3_600_000;
const perAddress: Limit = { most: 5, windowMs: 3_600_000 };
const perClient: Limit = { most: 20, windowMs: 3_600_000 };

/** The hash under which a mailed link's token is found. */
export function hashOfMailedLink(token: string): Promise<string> {
  return hashOf("mailed link", token);
}

/**
 * Mails a link that signs in, once and within 15 minutes (AUTH-2). Answers the same, after the same work, whether
 * or not the address is known; "invalid" without a mail server.
 */
export async function mailSignIn(
  app: App,
  typed: string,
  client: string,
  to?: string | null,
): Promise<Outcome<{ email: string }>> {
  if (!app.sendMail) return refused("invalid", { fields: { email: "no-mail" } });
  const wish = parse(v.object({ email: EmailAddress }), { email: typed });
  if (!wish.ok) return wish;
  const { email } = wish.value;
  const wait = await waitFor(app, email, countedAs(client));
  if (wait !== null) return refused("too-many", { retryAfter: wait });
  const hostId = await getHostIdByEmail(app.kv, await hashOfEmail(email));
  const host = hostId ? await getOpenHost(app.kv, hostId) : null;
  const purpose = !host && app.settings.signup === "open" ? "sign-up" : "sign-in";
  // To the address that the host has proved: another one may compare as the same, and be another mailbox.
  const address = host?.email ?? email;
  await mail(app, { purpose, host, email: address, lastsMs: signInMs, to: whereNext(to) });
  return accepted({ email });
}

/** Mails a link that proves that an address is this host's; until it is opened nothing changes. */
export async function mailVerification(
  app: App,
  host: Host,
  email: string,
): Promise<Outcome<{ email: string }>> {
  if (!app.sendMail) return refused("invalid", { fields: { email: "no-mail" } });
  const wait = await waitFor(app, email, host.id);
  if (wait !== null) return refused("too-many", { retryAfter: wait });
  await mail(app, { purpose: "verify-email", host, email, lastsMs: verifyMs, to: settingsPage });
  return accepted({ email });
}

async function waitFor(app: App, email: string, client: string): Promise<number | null> {
  return app.limits.take("mail by client", client, perClient) ??
    app.limits.take("mail to address", await hashOfEmail(email), perAddress);
}

async function mail(
  app: App,
  { purpose, host, email, lastsMs, to }: {
    purpose: MailedLink["purpose"];
    host: Host | null;
    email: string;
    lastsMs: number;
    to: string;
  },
): Promise<void> {
  const now = app.now(), token = newSecret(), hostId = host?.id ?? "";
  const letter: SignInLetter = {
    purpose: purpose === "verify-email" ? "verify-email" : "sign-in",
    to: { name: host?.name ?? "", address: email },
    token,
    expiresAt: now + lastsMs,
  };
  const sealed = await app.sealer.seal(JSON.stringify(letter), "sign-in-letter");
  const job = newJob({ hostId, work: { kind: "sign-in-letter", hostId, sealed }, dueAt: now }, now);
  const isWelcome = host !== null || purpose === "sign-up";
  await addMailedLink(
    app.kv,
    {
      hash: await hashOfMailedLink(token),
      purpose,
      hostId,
      email,
      to,
      expiresAt: letter.expiresAt,
      usedAt: null,
    },
    isWelcome ? job : null,
  );
  if (isWelcome) app.wake();
}
