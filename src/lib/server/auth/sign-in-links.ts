import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { createHost, hashOfEmail } from "../hosts/create-host.ts";
import { hashOfInvitation } from "./invitations.ts";
import { hashOfMagicLink } from "./magic-links.ts";
import { verifyEmail } from "./host-email.ts";
import { hashOf } from "../runtime/secrets.ts";
import { type ConsoleLink, readConsoleLink } from "./console-link.ts";
import { anyHost, getHostByUsername, getOpenHost } from "../store/hosts.ts";
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

/** What a link of identity will do when its button is pressed. */
export type LinkAction =
  | { kind: "first"; link: ConsoleLink; hash: string }
  | { kind: "console"; link: ConsoleLink; hash: string; host: Host }
  | { kind: "sign-in"; link: MagicLink; host: Host }
  | { kind: "sign-up"; link: MagicLink }
  | { kind: "verify-email"; link: MagicLink; host: Host }
  | { kind: "invitation"; invitation: Invitation; from: Host };

/** Why a link of identity opens nothing; each has its own sentence in the catalogue. */
export type LinkError =
  | "link-unknown"
  | "link-late"
  | "link-used"
  | "link-expired"
  | "sign-up-closed"
  | "email-taken";

const dashboard = "/dashboard";

/** What a new host says about themselves at the door. */
export interface NewHostDetails {
  name: string;
  zone: string;
}

/** Whom the link let in; `way` is null when it changed something without signing in. */
export interface SignInResult {
  host: Host;
  method: SignInMethod | null;
  /** The path to go on to. */
  redirectTo: string;
}

/** What stands behind a token from `/auth/verify?token=…`; changes nothing, so that a scanner may look. */
export async function previewLink(app: App, token: string): Promise<Outcome<LinkAction>> {
  if (token.length > 1000) return linkRefused("link-unknown");
  if (token.includes(".")) return previewConsoleLink(app, token);
  const mailed = await getMagicLink(app.kv, await hashOfMagicLink(token));
  if (mailed) return previewMailedLink(app, mailed);
  const invitation = await getInvitation(app.kv, await hashOfInvitation(token));
  return invitation ? previewInvitation(app, invitation) : linkRefused("link-unknown");
}

/** Does what the link is for, once: of any number of parallel tries one wins. */
export async function useLink(
  app: App,
  token: string,
  details: NewHostDetails,
): Promise<Outcome<SignInResult>> {
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

async function previewConsoleLink(app: App, token: string): Promise<Outcome<LinkAction>> {
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
  return host ? accepted({ kind: "console", link, hash, host }) : linkRefused("link-unknown");
}

async function previewMailedLink(app: App, link: MagicLink): Promise<Outcome<LinkAction>> {
  if (link.usedAt !== null) return linkRefused("link-used");
  if (link.expiresAt <= app.now()) return linkRefused("link-late");
  if (link.purpose === "sign-up") {
    return app.settings.signup === "open"
      ? accepted({ kind: "sign-up", link })
      : linkRefused("sign-up-closed");
  }
  const host = link.hostId ? await getOpenHost(app.kv, link.hostId) : null;
  return host ? accepted({ kind: link.purpose, link, host }) : linkRefused("link-unknown");
}

async function previewInvitation(app: App, invitation: Invitation): Promise<Outcome<LinkAction>> {
  if (invitation.usedAt !== null) return linkRefused("link-used");
  if (invitation.expiresAt <= app.now()) return linkRefused("link-late");
  const from = await getOpenHost(app.kv, invitation.hostId);
  return from ? accepted({ kind: "invitation", invitation, from }) : linkRefused("link-unknown");
}

function consumeLink(app: App, opening: LinkAction): Promise<boolean> {
  const now = app.now();
  switch (opening.kind) {
    case "first":
    case "console":
      return markLinkUsed(app.kv, opening.hash, opening.link.expiresAt, now);
    case "invitation":
      return useInvitation(app.kv, opening.invitation.hash, now);
    default:
      return useMagicLink(app.kv, opening.link.hash, now);
  }
}

async function signUpByEmail(
  app: App,
  newcomer: NewHostDetails,
  email: string,
): Promise<Outcome<SignInResult>> {
  const hostId = await getHostIdByEmail(app.kv, await hashOfEmail(email));
  const known = hostId ? await getOpenHost(app.kv, hostId) : null;
  if (!known) return createSignedInHost(app, newcomer, "magic-link", email);
  // Another address that compares as the same may be another mailbox.
  if (known.email !== email) return linkRefused("email-taken");
  return accepted({ host: known, method: "magic-link", redirectTo: dashboard });
}

async function createSignedInHost(
  app: App,
  { name, zone }: NewHostDetails,
  way: SignInMethod,
  email: string | null,
): Promise<Outcome<SignInResult>> {
  const made = await createHost(app, {
    name,
    email,
    emailVerified: email !== null,
    zone,
    preferredUsername: name || email?.split("@")[0] || "",
    identity: null,
  });
  return made.ok ? accepted({ host: made.value, method: way, redirectTo: dashboard }) : made;
}

function linkRefused(trouble: LinkError) {
  return refused("signed-out", { detail: trouble });
}
