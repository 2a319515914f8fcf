import { EmailAddress } from "$lib/scheduling/email-address.ts";
import { type Host, isClosed } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import * as v from "valibot";
import type { App } from "../app.ts";
import { createHost } from "../hosts/create-host.ts";
import { hashOf } from "../runtime/secrets.ts";
import { getHost } from "../store/hosts.ts";
import { addIdentity, getHostIdByIdentity } from "../store/identities.ts";

/** What an issuer says about a person; only `sub` is certain, many leave out the rest. */
export const Claims = v.object({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
  name: v.fallback(v.optional(v.string()), undefined),
  preferred_username: v.fallback(v.optional(v.string()), undefined),
  email: v.fallback(v.optional(EmailAddress), undefined),
  email_verified: v.fallback(
    v.optional(v.union([v.boolean(), v.pipe(v.literal("true"), v.transform(() => true))])),
    undefined,
  ),
  zoneinfo: v.fallback(v.optional(v.string()), undefined),
});
export type Claims = v.InferOutput<typeof Claims>;

/** What was wished when the browser was sent to the issuer. */
export interface SignInIntent {
  /** The path to go on to. */
  redirectTo: string;
  /** The signed-in host who wants one more way in; null to sign in. */
  linkToHostId: string | null;
  /** The browser's zone, for a new host. */
  zone: string;
}

/** What was found out about the issuer before sending anybody there. */
export interface DiscoveredIssuer {
  issuer: string;
  /** As a person knows it: its host name. */
  name: string;
  isUp: boolean;
  /** Where codes are exchanged for tokens; empty while it is not known. */
  tokenEndpoint: string;
  authMethod: "client_secret_basic" | "client_secret_post";
}

const Discovery = v.object({
  authorization_endpoint: v.string(),
  token_endpoint: v.string(),
  token_endpoint_auth_methods_supported: v.optional(v.array(v.string())),
});

/** What a person calls the issuer that is set up; null when none is. Asks nobody. */
export function issuerName(app: App): string | null {
  return app.settings.oidc && new URL(app.settings.oidc.issuer).host;
}

/** Asks the issuer whether it is there (OpenID Connect Discovery §4); null when none is set up. */
export async function discoverIssuer(app: App): Promise<DiscoveredIssuer | null> {
  if (!app.settings.oidc) return null;
  const { issuer } = app.settings.oidc;
  const found: DiscoveredIssuer = {
    issuer,
    name: new URL(issuer).host,
    isUp: false,
    tokenEndpoint: "",
    authMethod: "client_secret_basic",
  };
  try {
    const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const answer = await app.fetch(address, { timeoutMs: 2000, maxBytes: 200_000 });
    const parsed = v.safeParse(Discovery, await answer.json());
    if (!answer.ok || !parsed.success) return found;
    const methods = parsed.output.token_endpoint_auth_methods_supported ?? [];
    const onlyPost = methods.includes("client_secret_post") &&
      !methods.includes("client_secret_basic");
    return {
      ...found,
      isUp: true,
      tokenEndpoint: parsed.output.token_endpoint,
      authMethod: onlyPost ? "client_secret_post" : found.authMethod,
    };
  } catch (error) {
    app.log.warn("issuer-down", { issuer: found.name, error: nameOf(error) });
    return found;
  }
}

/** The name of the issuer in our own addresses: it changes with the issuer, so that no answer of one counts as another's. */
export async function providerIdOf(issuer: string): Promise<string> {
  return `oidc-${(await hashOf("issuer", issuer)).slice(0, 16)}`;
}

/**
 * The host whom (issuer, subject) opens, made when there is none; accounts are never joined by mail address (AUTH-1).
 * With an errand to add, the signed-in host gets one more way in.
 */
export async function signInByOidc(
  app: App,
  issuer: string,
  claims: Claims,
  intent: SignInIntent,
  signedIn: Host | null,
): Promise<Outcome<Host>> {
  const identity = { hash: await hashOf("identity", issuer, claims.sub), issuer };
  if (intent.linkToHostId !== null) {
    return linkIdentity(app, identity, intent.linkToHostId, signedIn);
  }
  const known = await hostByIdentity(app, identity.hash);
  if (known) {
    return isClosed(known) ? refused("signed-out", { detail: "leaving" }) : accepted(known);
  }
  const made = await createHost(app, {
    name: claims.name?.trim().slice(0, 120) ?? "",
    email: claims.email ?? null,
    emailVerified: claims.email !== undefined && claims.email_verified === true,
    zone: claims.zoneinfo ?? intent.zone,
    preferredUsername: claims.preferred_username?.split("@")[0] ?? claims.name ??
      claims.email?.split("@")[0] ?? "",
    identity,
  });
  if (made.ok) return made;
  // Two browsers may bring the same new person at once: the first one made the host.
  const meanwhile = await hostByIdentity(app, identity.hash);
  return meanwhile ? accepted(meanwhile) : made;
}

async function linkIdentity(
  app: App,
  identity: { hash: string; issuer: string },
  hostId: string,
  signedIn: Host | null,
): Promise<Outcome<Host>> {
  if (signedIn?.id !== hostId) return refused("signed-out", { detail: "issuer-elsewhere" });
  if (await addIdentity(app.kv, hostId, identity)) return accepted(signedIn);
  const owner = await getHostIdByIdentity(app.kv, identity.hash);
  return owner === hostId ? accepted(signedIn) : refused("signed-out", { detail: "issuer-taken" });
}

async function hostByIdentity(app: App, identityHash: string): Promise<Host | null> {
  const hostId = await getHostIdByIdentity(app.kv, identityHash);
  return hostId ? getHost(app.kv, hostId) : null;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
