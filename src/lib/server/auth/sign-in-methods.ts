import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { mustUseIssuer } from "./issuer-admission.ts";
import { deleteIdentity, type Identity, listIdentities } from "../store/identities.ts";

/** How a host can sign in: by email and with which issuers. */
export interface SignInMethods {
  /** The verified address; null when it cannot receive sign-in links. */
  email: string | null;
  identities: Identity[];
}

export async function list(app: App, host: Host): Promise<SignInMethods> {
  const isMailed = app.sendMail && host.emailVerified && !await mustUseIssuer(app, host.id);
  return {
    email: isMailed ? host.email : null,
    identities: await listIdentities(app.kv, host.id),
  };
}

/** How often a removal is tried while others change the same host's methods. */
const TRIES = 5;

/** Removes a sign-in identity; "changed" for the only sign-in method, "not-found" for another host's. */
export async function remove(
  app: App,
  host: Host,
  hash: string,
): Promise<Outcome<null, "changed" | "not-found">> {
  for (let tries = 0; tries < TRIES; tries++) {
    const removed = await removeOnce(app, host, hash);
    if (removed) return removed;
  }
  return refused("changed");
}

/** Null when the host's methods have changed meanwhile: of two that are removed at once the second is looked at again. */
async function removeOnce(
  app: App,
  host: Host,
  hash: string,
): Promise<Outcome<null, "changed" | "not-found"> | null> {
  const { email, identities } = await list(app, host);
  if (!identities.some((identity) => identity.hash === hash)) return refused("not-found");
  const others = identities.filter((identity) => identity.hash !== hash);
  // Without the issuer, the host could sign in by email and nobody would ask it any more.
  const isIssuerNeeded = await mustUseIssuer(app, host.id);
  const kept = others.find(({ issuer }) => !isIssuerNeeded || issuer === app.settings.oidc?.issuer);
  const isKeptByEmail = email !== null && !isIssuerNeeded;
  if (!kept && !isKeptByEmail) return refused("changed", { detail: "last-method" });
  const isDone = await deleteIdentity(app.kv, host.id, hash, isKeptByEmail ? null : kept!.hash);
  return isDone ? accepted(null) : null;
}
