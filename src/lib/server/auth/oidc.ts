import { type Host, isActive, isClosed } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Language } from "$lib/scheduling/language.ts";
import type { App } from "../app.ts";
import { createHost } from "../hosts/create-host.ts";
import { Claims, isAdmitted, mustUseIssuer } from "./issuer-admission.ts";
import type { OidcError } from "./oidc-errors.ts";
import type { ServiceKind } from "./sign-in-services.ts";
import { hashOf } from "../runtime/secrets.ts";
import { getHost } from "../store/hosts.ts";
import { addIdentity, getHostIdByIdentity, type Identity } from "../store/identities.ts";

/** What a sign-in at a service is for. */
export interface SignInIntent {
  service: ServiceKind;
  /** The path to redirect to afterwards. */
  redirectTo: string;
  /** The signed-in host to whom the identity is added; null to sign in. */
  linkToHostId: string | null;
  /** The browser's time zone, for a new host. */
  zone: string;
  /** The page’s language, for a new host. */
  language: Language;
}

/** Why an account may not sign in as this host, or become one; null when it may. */
type Refusal = OidcError | "issuer-not-github" | "sign-up-closed" | null;

/**
 * Signs in the host of (issuer, subject), creating one when there is none and the settings let the issuer decide;
 * accounts are never matched by email (AUTH-1). With `linkToHostId`, adds the identity to the signed-in host.
 */
export async function signInByOidc(
  app: App,
  issuer: string,
  claims: Claims,
  intent: Omit<SignInIntent, "service">,
  signedIn: Host | null,
  withoutUserinfo: OidcError | null = null,
): Promise<Outcome<Host, "name-taken" | "signed-out">> {
  const { oidc, signup } = app.settings;
  if (oidc && !isAdmitted(oidc, claims)) {
    return refused("signed-out", { detail: withoutUserinfo ?? "issuer-not-allowed" });
  }
  return await signInByIdentity(app, issuer, claims, intent, signedIn, (existing) => {
    if (existing) return null;
    if (signup === "invited") return "sign-up-closed";
    // An account without the address that userinfo has would stay so.
    return claims.email ? null : withoutUserinfo;
  });
}

/**
 * The same with GitHub, where anybody can get an account: it makes new hosts only where everybody with an email address
 * can become one, of a verified address, and it is no way past an issuer that is to be asked every time.
 */
export async function signInByGitHub(
  app: App,
  issuer: string,
  claims: Claims,
  intent: Omit<SignInIntent, "service">,
  signedIn: Host | null,
  withoutEmails: OidcError | null = null,
): Promise<Outcome<Host, "name-taken" | "signed-out">> {
  return await signInByIdentity(app, issuer, claims, intent, signedIn, async (existing) => {
    if (existing) return await mustUseIssuer(app, existing.id) ? "issuer-not-github" : null;
    if (app.settings.signup !== "open") return "sign-up-closed";
    return claims.email && claims.email_verified ? null : withoutEmails ?? "issuer-no-email";
  });
}

async function signInByIdentity(
  app: App,
  issuer: string,
  claims: Claims,
  intent: Omit<SignInIntent, "service">,
  signedIn: Host | null,
  refusalOf: (existing: Host | null) => Refusal | Promise<Refusal>,
): Promise<Outcome<Host, "name-taken" | "signed-out">> {
  const identity = { hash: await hashOf("identity", issuer, claims.sub), issuer };
  if (intent.linkToHostId !== null) {
    return linkIdentity(app, identity, intent.linkToHostId, signedIn);
  }
  const existing = await hostByIdentity(app, identity.hash);
  if (existing && !isActive(existing)) {
    return refused("signed-out", { detail: isClosed(existing) ? "leaving" : "suspended" });
  }
  const detail = await refusalOf(existing);
  if (detail) return refused("signed-out", { detail });
  if (existing) return accepted(existing);
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
  identity: Identity,
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
