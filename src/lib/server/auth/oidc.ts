import { type Host, isActive, isClosed } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Language } from "$lib/scheduling/language.ts";
import type { App } from "../app.ts";
import { createHost } from "../hosts/create-host.ts";
import { Claims, isAdmitted } from "./issuer-admission.ts";
import type { OidcError } from "./oidc-errors.ts";
import { hashOf } from "../runtime/secrets.ts";
import { getHost } from "../store/hosts.ts";
import { addIdentity, getHostIdByIdentity } from "../store/identities.ts";

/** What a sign-in at the issuer is for. */
export interface SignInIntent {
  /** The path to redirect to afterwards. */
  redirectTo: string;
  /** The signed-in host to whom the identity is added; null to sign in. */
  linkToHostId: string | null;
  /** The browser's time zone, for a new host. */
  zone: string;
  /** The page’s language, for a new host. */
  language: Language;
}

/** The issuer's display name; null when none is configured. Makes no request. */
export function issuerName(app: App): string | null {
  return app.settings.oidc && new URL(app.settings.oidc.issuer).host;
}

/** The issuer's id in our callback URL; different for each issuer, so that a response of one is not accepted for another. */
export async function providerIdOf(issuer: string): Promise<string> {
  return `oidc-${(await hashOf("issuer", issuer)).slice(0, 16)}`;
}

/**
 * Signs in the host of (issuer, subject), creating one when there is none and the settings let the issuer decide;
 * accounts are never matched by email (AUTH-1). With `linkToHostId`, adds the identity to the signed-in host.
 */
export async function signInByOidc(
  app: App,
  issuer: string,
  claims: Claims,
  intent: SignInIntent,
  signedIn: Host | null,
  withoutUserinfo: OidcError | null = null,
): Promise<Outcome<Host, "name-taken" | "signed-out">> {
  const { oidc, signup } = app.settings;
  if (oidc && !isAdmitted(oidc, claims)) {
    return refused("signed-out", { detail: withoutUserinfo ?? "issuer-not-allowed" });
  }
  const identity = { hash: await hashOf("identity", issuer, claims.sub), issuer };
  if (intent.linkToHostId !== null) {
    return linkIdentity(app, identity, intent.linkToHostId, signedIn);
  }
  const existing = await hostByIdentity(app, identity.hash);
  if (existing) {
    if (isActive(existing)) return accepted(existing);
    return refused("signed-out", { detail: isClosed(existing) ? "leaving" : "suspended" });
  }
  if (signup === "invited") return refused("signed-out", { detail: "sign-up-closed" });
  // An account without the address that userinfo has would stay so.
  if (withoutUserinfo && !claims.email) return refused("signed-out", { detail: withoutUserinfo });
  const created = await createHost(app, {
    name: claims.name?.trim().slice(0, 120) ?? "",
    email: claims.email ?? null,
    emailVerified: claims.email !== undefined && claims.email_verified === true,
    zone: claims.zoneinfo ?? intent.zone,
    language: intent.language,
    preferredUsername: claims.preferred_username?.split("@")[0] ?? claims.name ??
      claims.email?.split("@")[0] ?? "",
    identity,
  });
  if (created.ok) return created;
  // Two browsers may sign in the same new user at once; the first one has created the host.
  const concurrent = await hostByIdentity(app, identity.hash);
  return concurrent ? accepted(concurrent) : created;
}

async function linkIdentity(
  app: App,
  identity: { hash: string; issuer: string },
  hostId: string,
  signedIn: Host | null,
): Promise<Outcome<Host, "signed-out">> {
  if (signedIn?.id !== hostId) return refused("signed-out", { detail: "issuer-elsewhere" });
  if (await addIdentity(app.kv, hostId, identity)) return accepted(signedIn);
  const owner = await getHostIdByIdentity(app.kv, identity.hash);
  return owner === hostId ? accepted(signedIn) : refused("signed-out", { detail: "issuer-taken" });
}

async function hostByIdentity(app: App, identityHash: string): Promise<Host | null> {
  const hostId = await getHostIdByIdentity(app.kv, identityHash);
  return hostId ? getHost(app.kv, hostId) : null;
}
