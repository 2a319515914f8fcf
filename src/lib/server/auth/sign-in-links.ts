import { type Host, isActive } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Language } from "$lib/scheduling/language.ts";
import type { App } from "../app.ts";
import { createHost, hashOfEmail } from "../hosts/create-host.ts";
import { hashOfInvitation } from "./invitations.ts";
import { mustUseIssuer } from "./issuer-admission.ts";
import { hashOfMagicLink } from "./magic-links.ts";
import { verifyEmail } from "./host-email.ts";
import { hashOf } from "../runtime/secrets.ts";
import { type ConsoleLink, readConsoleLink } from "./console-link.ts";
import { anyHost, getActiveHost, getHostByUsername, getOpenHost } from "../store/hosts.ts";
import { getInvitation, type Invitation, useInvitation } from "../store/invitations.ts";
import {
  getHostIdByEmail,
  getMagicLink,
  isLinkUsed,
  type MagicLink,
  markLinkUsed,
  useMagicLink,
} from "../store/magic-links.ts";
import type { SignInMethod } from "../store/sessions.ts";

/** What a sign-in link does when its button is pressed. */
export type LinkAction =
  | { kind: "first"; link: ConsoleLink; hash: string }
  | { kind: "console"; link: ConsoleLink; hash: string; host: Host }
  | { kind: "sign-in"; link: MagicLink; host: Host }
  | { kind: "sign-up"; link: MagicLink }
  | { kind: "verify-email"; link: MagicLink; host: Host }
  | { kind: "invitation"; invitation: Invitation; from: Host };

/** Why a sign-in link does not work; each has a sentence in the catalogue. */
export type LinkError =
  | "link-unknown"
  | "link-late"
  | "link-used"
  | "link-expired"
  | "sign-up-closed"
  | "suspended"
  | "email-taken"
  | "issuer-only";

const dashboard = "/dashboard";

/** What a new host enters at sign-up, and the language that the page had. */
export interface NewHostDetails {
  name: string;
  zone: string;
  language: Language;
}

/** Whom the link signed in; `method` is null when it changed something without signing in. */
export interface SignInResult {
  host: Host;
  method: SignInMethod | null;
  /** The path to redirect to. */
  redirectTo: string;
}

/** What a token of `/auth/verify?token=…` would do; changes nothing, so that a mail scanner may open it. */
export async function previewLink(
  app: App,
  token: string,
): Promise<Outcome<LinkAction, "signed-out">> {
  if (token.length > 1000) return linkRefused("link-unknown");
  if (token.includes(".")) return previewConsoleLink(app, token);
  const magicLink = await getMagicLink(app.kv, await hashOfMagicLink(token));
  if (magicLink) return previewMailedLink(app, magicLink);
  const invitation = await getInvitation(app.kv, await hashOfInvitation(token));
  return invitation ? previewInvitation(app, invitation) : linkRefused("link-unknown");
}

/** Performs the link's action once; of parallel requests only one succeeds. */
export async function useLink(
  app: App,
  token: string,
  details: NewHostDetails,
): Promise<Outcome<SignInResult, "busy" | "name-taken" | "not-found" | "signed-out">> {
  const preview = await previewLink(app, token);
  if (!preview.ok) return preview;
  if (!await consumeLink(app, preview.value)) return linkRefused("link-used");
  switch (preview.value.kind) {
    case "first":
      return createSignedInHost(app, details, "console", null);
    case "invitation":
      return createSignedInHost(app, details, "invitation", null);
    case "sign-up":
      return signUpByEmail(app, details, preview.value.link.email);
    case "console":
      return accepted({ host: preview.value.host, method: "console", redirectTo: dashboard });
    case "sign-in":
      return accepted({
        host: preview.value.host,
        method: "magic-link",
        redirectTo: preview.value.link.redirectTo,
      });
    case "verify-email": {
      const { host, link } = preview.value;
      const confirmed = await verifyEmail(app, host.id, link.email);
      return confirmed.ok
        ? accepted({ host: confirmed.value, method: null, redirectTo: link.redirectTo })
        : confirmed;
    }
  }
}

async function previewConsoleLink(
  app: App,
  token: string,
): Promise<Outcome<LinkAction, "signed-out">> {
  const link = await readConsoleLink(app.sealer, token);
  if (!link) return linkRefused("link-unknown");
  const hash = await hashOf("signed link", link.nonce);
  if (await isLinkUsed(app.kv, hash)) return linkRefused("link-used");
  if (link.expiresAt <= app.now()) return linkRefused("link-late");
  if ("first" in link) {
    return await anyHost(app.kv)
      ? linkRefused("link-expired")
      : accepted({ kind: "first", link, hash });
  }
  const host = await getHostByUsername(app.kv, link.username);
  if (!host) return linkRefused("link-unknown");
  return isActive(host)
    ? accepted({ kind: "console", link, hash, host })
    : linkRefused("suspended");
}

async function previewMailedLink(
  app: App,
  link: MagicLink,
): Promise<Outcome<LinkAction, "signed-out">> {
  if (link.usedAt !== null) return linkRefused("link-used");
  if (link.expiresAt <= app.now()) return linkRefused("link-late");
  if (link.purpose === "sign-up") {
    return app.settings.signup === "open"
      ? accepted({ kind: "sign-up", link })
      : linkRefused("sign-up-closed");
  }
  const host = link.hostId ? await getOpenHost(app.kv, link.hostId) : null;
  if (host && !isActive(host)) return linkRefused("suspended");
  if (host && link.purpose === "sign-in" && await mustUseIssuer(app, host.id)) {
    return linkRefused("issuer-only");
  }
  return host ? accepted({ kind: link.purpose, link, host }) : linkRefused("link-unknown");
}

async function previewInvitation(
  app: App,
  invitation: Invitation,
): Promise<Outcome<LinkAction, "signed-out">> {
  if (invitation.usedAt !== null) return linkRefused("link-used");
  if (invitation.expiresAt <= app.now()) return linkRefused("link-late");
  const from = await getActiveHost(app.kv, invitation.hostId);
  return from ? accepted({ kind: "invitation", invitation, from }) : linkRefused("link-unknown");
}

function consumeLink(app: App, action: LinkAction): Promise<boolean> {
  const now = app.now();
  switch (action.kind) {
    case "first":
    case "console":
      return markLinkUsed(app.kv, action.hash, action.link.expiresAt, now);
    case "invitation":
      return useInvitation(app.kv, action.invitation.hash, now);
    default:
      return useMagicLink(app.kv, action.link.hash, now);
  }
}

async function signUpByEmail(
  app: App,
  details: NewHostDetails,
  email: string,
): Promise<Outcome<SignInResult, "name-taken" | "signed-out">> {
  const hostId = await getHostIdByEmail(app.kv, await hashOfEmail(email));
  const host = hostId ? await getOpenHost(app.kv, hostId) : null;
  if (!host) return createSignedInHost(app, details, "magic-link", email);
  if (!isActive(host)) return linkRefused("suspended");
  // Another address that compares as the same may be another mailbox.
  if (host.email !== email) return linkRefused("email-taken");
  if (await mustUseIssuer(app, host.id)) return linkRefused("issuer-only");
  return accepted({ host, method: "magic-link", redirectTo: dashboard });
}

async function createSignedInHost(
  app: App,
  { name, zone, language }: NewHostDetails,
  method: SignInMethod,
  email: string | null,
): Promise<Outcome<SignInResult, "name-taken">> {
  const created = await createHost(app, {
    name,
    email,
    emailVerified: email !== null,
    zone,
    language,
    preferredUsername: name || email?.split("@")[0] || "",
    identity: null,
  });
  return created.ok ? accepted({ host: created.value, method, redirectTo: dashboard }) : created;
}

function linkRefused(error: LinkError) {
  return refused("signed-out", { detail: error });
}
