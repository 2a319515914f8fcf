import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { deleteIdentity, type Identity, listIdentities } from "../store/identities.ts";

/** How a host can sign in: by email and with which issuers. */
export interface SignInMethods {
  /** The verified address; null when it cannot receive sign-in links. */
  email: string | null;
  identities: Identity[];
}

export async function list(app: App, host: Host): Promise<SignInMethods> {
  return {
    email: app.sendMail && host.emailVerified ? host.email : null,
    identities: await listIdentities(app.kv, host.id),
  };
}

/** Removes a sign-in identity; "changed" for the only sign-in method, "not-found" for another host's. */
export async function remove(app: App, host: Host, hash: string): Promise<Outcome<null>> {
  const { email, identities } = await list(app, host);
  if (!identities.some((identity) => identity.hash === hash)) return refused("not-found");
  if (!email && identities.length === 1) return refused("changed", { detail: "last-method" });
  return await deleteIdentity(app.kv, host.id, hash) ? accepted(null) : refused("not-found");
}
