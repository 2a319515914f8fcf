import type { App } from "../app.ts";
import type { Session } from "../store/sessions.ts";
import { awaitEndSession } from "./issuer-discovery.ts";
import type { ServiceAnswer } from "./sign-in-services.ts";

/** A longer token is not kept: it would not fit in an address, and the issuer is told the client's id instead. */
const MAX_ID_TOKEN = 4_000;

/** What a session keeps of the issuer where it began, to end there; null of a service that is no issuer. */
export async function keepIssuer(
  app: App,
  { issuer, idToken }: Pick<ServiceAnswer, "issuer" | "idToken">,
): Promise<Session["atIssuer"]> {
  if (idToken === null) return null;
  const isKept = idToken.length <= MAX_ID_TOKEN;
  return { issuer, idToken: isKept ? await app.sealer.seal(idToken, "id-token") : null };
}

/**
 * Where a browser goes to sign out at the issuer as well, once its session here is over (OpenID Connect RP-Initiated
 * Logout 1.0 §2); null where the session began elsewhere or the issuer has no such address.
 */
export async function issuerSignOut(app: App, session: Session | null): Promise<string | null> {
  const { oidc } = app.settings, begun = session?.atIssuer;
  if (!oidc || begun?.issuer !== oidc.issuer) return null;
  const endpoint = await awaitEndSession(app);
  if (!endpoint) return null;
  const address = new URL(endpoint);
  const idToken = begun.idToken &&
    await app.sealer.open(begun.idToken, "id-token").catch(() => null);
  if (idToken) address.searchParams.set("id_token_hint", idToken);
  else address.searchParams.set("client_id", oidc.clientId);
  address.searchParams.set("post_logout_redirect_uri", signedOutAddress(app));
  return address.href;
}

/** Where the issuer leads back to after signing out. */
export function signedOutAddress({ baseUrl }: Pick<App, "baseUrl">): string {
  return `${baseUrl}/`;
}
