import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "./app.ts";
import { createHost, hashOfEmail } from "./hosts.ts";
import { hashOfInvitation } from "./invitations.ts";
import { hashOfMailedLink } from "./mailed-links.ts";
import { confirmEmail } from "./profile.ts";
import { hashOf } from "./secrets.ts";
import { readSignInLink, type SignedLink } from "./sign-in-link.ts";
import { anyHost, getHostByUsername, getOpenHost } from "./store/hosts.ts";
import { getInvitation, type Invitation, useInvitation } from "./store/invitations.ts";
import {
  getHostIdByEmail,
  getMailedLink,
  isSpent,
  type MailedLink,
  spend,
  useMailedLink,
} from "./store/mailed-links.ts";
import type { WayIn } from "./store/sessions.ts";

/** What a link of identity will do when its button is pressed. */
export type Opening =
  | { kind: "first"; link: SignedLink; hash: string }
  | { kind: "console"; link: SignedLink; hash: string; host: Host }
  | { kind: "sign-in"; link: MailedLink; host: Host }
  | { kind: "sign-up"; link: MailedLink }
  | { kind: "verify-email"; link: MailedLink; host: Host }
  | { kind: "invitation"; invitation: Invitation; from: Host };

/** Why a link of identity opens nothing; each has its own sentence in the catalogue. */
export type LinkTrouble =
  | "link-unknown"
  | "link-late"
  | "link-used"
  | "link-over"
  | "sign-up-closed"
  | "email-taken";

const dashboard = "/dashboard";

/** What a new host says about themselves at the door. */
export interface Newcomer {
  name: string;
  zone: string;
}

/** Whom the link let in; `way` is null when it changed something without signing in. */
export interface Entered {
  host: Host;
  way: WayIn | null;
  /** The path to go on to. */
  to: string;
}

/** What stands behind a token from `/auth/verify?token=…`; changes nothing, so that a scanner may look. */
export async function look(app: App, token: string): Promise<Outcome<Opening>> {
  if (token.length > 1000) return no("link-unknown");
  if (token.includes(".")) return lookAtSigned(app, token);
  const mailed = await getMailedLink(app.kv, await hashOfMailedLink(token));
  if (mailed) return lookAtMailed(app, mailed);
  const invitation = await getInvitation(app.kv, await hashOfInvitation(token));
  return invitation ? lookAtInvitation(app, invitation) : no("link-unknown");
}

/** Does what the link is for, once: of any number of parallel tries one wins. */
export async function enter(
  app: App,
  token: string,
  newcomer: Newcomer,
): Promise<Outcome<Entered>> {
  const opening = await look(app, token);
  if (!opening.ok) return opening;
  if (!await useUp(app, opening.value)) return no("link-used");
  switch (opening.value.kind) {
    case "first":
      return welcome(app, newcomer, "console", null);
    case "invitation":
      return welcome(app, newcomer, "invitation", null);
    case "sign-up":
      return signUp(app, newcomer, opening.value.link.email);
    case "console":
      return accepted({ host: opening.value.host, way: "console", to: dashboard });
    case "sign-in":
      return accepted({ host: opening.value.host, way: "mail", to: opening.value.link.to });
    case "verify-email": {
      const { host, link } = opening.value;
      const confirmed = await confirmEmail(app, host.id, link.email);
      return confirmed.ok ? accepted({ host: confirmed.value, way: null, to: link.to }) : confirmed;
    }
  }
}

async function lookAtSigned(app: App, token: string): Promise<Outcome<Opening>> {
  const link = await readSignInLink(app.sealer, token);
  if (!link) return no("link-unknown");
  const hash = await hashOf("signed link", link.nonce);
  if (await isSpent(app.kv, hash)) return no("link-used");
  if (link.expiresAt <= app.now()) return no("link-late");
  if ("first" in link) {
    return await anyHost(app.kv) ? no("link-over") : accepted({ kind: "first", link, hash });
  }
  const host = await getHostByUsername(app.kv, link.username);
  return host ? accepted({ kind: "console", link, hash, host }) : no("link-unknown");
}

async function lookAtMailed(app: App, link: MailedLink): Promise<Outcome<Opening>> {
  if (link.usedAt !== null) return no("link-used");
  if (link.expiresAt <= app.now()) return no("link-late");
  if (link.purpose === "sign-up") {
    return app.settings.signup === "open"
      ? accepted({ kind: "sign-up", link })
      : no("sign-up-closed");
  }
  const host = link.hostId ? await getOpenHost(app.kv, link.hostId) : null;
  return host ? accepted({ kind: link.purpose, link, host }) : no("link-unknown");
}

async function lookAtInvitation(app: App, invitation: Invitation): Promise<Outcome<Opening>> {
  if (invitation.usedAt !== null) return no("link-used");
  if (invitation.expiresAt <= app.now()) return no("link-late");
  const from = await getOpenHost(app.kv, invitation.hostId);
  return from ? accepted({ kind: "invitation", invitation, from }) : no("link-unknown");
}

function useUp(app: App, opening: Opening): Promise<boolean> {
  const now = app.now();
  switch (opening.kind) {
    case "first":
    case "console":
      return spend(app.kv, opening.hash, opening.link.expiresAt, now);
    case "invitation":
      return useInvitation(app.kv, opening.invitation.hash, now);
    default:
      return useMailedLink(app.kv, opening.link.hash, now);
  }
}

async function signUp(app: App, newcomer: Newcomer, email: string): Promise<Outcome<Entered>> {
  const hostId = await getHostIdByEmail(app.kv, await hashOfEmail(email));
  const known = hostId ? await getOpenHost(app.kv, hostId) : null;
  if (!known) return welcome(app, newcomer, "mail", email);
  // Another address that compares as the same may be another mailbox.
  if (known.email !== email) return no("email-taken");
  return accepted({ host: known, way: "mail", to: dashboard });
}

async function welcome(
  app: App,
  { name, zone }: Newcomer,
  way: WayIn,
  email: string | null,
): Promise<Outcome<Entered>> {
  const made = await createHost(app, {
    name,
    email,
    emailVerified: email !== null,
    zone,
    preferredUsername: name || email?.split("@")[0] || "",
    identity: null,
  });
  return made.ok ? accepted({ host: made.value, way, to: dashboard }) : made;
}

function no(trouble: LinkTrouble) {
  return refused("signed-out", { detail: trouble });
}
