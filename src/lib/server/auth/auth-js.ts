import { customFetch, type SvelteKitAuthConfig } from "@auth/sveltekit";
import { skipCSRFCheck } from "@auth/core";
import type { RequestEvent } from "@sveltejs/kit";
import type { AuthorizationServer } from "oauth4webapi";
import type { App } from "../app.ts";
import { withTotalTimeout } from "../outbound/index.ts";
import { cookieName, cookieOptions } from "./cookies.ts";
import { DISCOVERY_PATH } from "./issuer-discovery.ts";
import { issuerName, providerIdOf } from "./oidc.ts";
import { type OidcError, toOidcError } from "./oidc-errors.ts";

/** The cookies that Auth.js may set: the checks of one flow. */
const flowCookies = /(^|\.)(state|nonce|pkce\.code_verifier)$/;

/** What the token endpoint gave: the validated claims of the ID token, and what the userinfo endpoint asks for. */
export interface Tokens {
  claims: Record<string, unknown>;
  accessToken: string;
}

/** Auth.js for one request; its sign-in callback hands over what the issuer gave and starts no session. */
export async function configureAuthJs(
  app: App,
  issuer: AuthorizationServer,
  returnedError: string | null,
  onTokens: (tokens: Tokens) => void,
) {
  const { oidc } = app.settings;
  if (!oidc) throw new Error("No issuer is set up");
  let oidcError: OidcError | null = null, isClientRefused = false;
  const note = (error: unknown) => {
    const parsed = toOidcError(error, returnedError);
    oidcError = parsed === "issuer-failed" && isClientRefused ? "issuer-client" : parsed;
    const name = error instanceof Error ? error.name : "unknown";
    app.log.warn("issuer-refused", { issuer: issuerName(app), error: oidcError, name });
    return oidcError;
  };
  const fetch = issuerFetch(app, (url, status) => {
    // On a 401 with a WWW-Authenticate header, oauth4webapi does not read the error in the body (RFC 6749 §5.2).
    if (status === 401 && url === issuer.token_endpoint) isClientRefused = true;
  });
  const provider = {
    id: await providerIdOf(oidc.issuer),
    name: new URL(oidc.issuer).host,
    type: "oidc" as const,
    issuer: issuer.issuer,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    client: { token_endpoint_auth_method: authMethod(issuer) },
    checks: ["pkce" as const, "state" as const, "nonce" as const],
    authorization: { params: { scope: scopeFor(oidc, issuer) } },
    profile: (claims: { sub: string }) => ({ id: claims.sub }),
    [customFetch]: withDocument(issuer, fetch),
  };
  const config: SvelteKitAuthConfig = {
    providers: [provider],
    secret: await app.sealer.sign("secret", "auth.js"),
    basePath: "/auth",
    trustHost: true,
    // The request handler checks the origin of every unsafe request.
    skipCSRFCheck,
    cookies: {
      state: flowCookie(app, "state"),
      nonce: flowCookie(app, "nonce"),
      pkceCodeVerifier: flowCookie(app, "pkce.code_verifier"),
    },
    callbacks: {
      signIn({ profile, account }) {
        if (profile && account?.access_token) {
          onTokens({ claims: profile, accessToken: account.access_token });
        }
        return "/";
      },
    },
    logger: {
      error: note,
      warn() {},
      debug() {},
    },
  };
  return { config, fetch, error: () => oidcError, failed: note };
}

/** Some issuers tell groups only when asked; others refuse a scope that they do not know. */
function scopeFor({ groups }: NonNullable<App["settings"]["oidc"]>, issuer: AuthorizationServer) {
  const asksGroups = groups.length > 0 && issuer.scopes_supported?.includes("groups");
  return `openid profile email${asksGroups ? " groups" : ""}`;
}

/** How this client authenticates at the token endpoint. */
function authMethod(issuer: AuthorizationServer): "client_secret_basic" | "client_secret_post" {
  const methods = issuer.token_endpoint_auth_methods_supported ?? [];
  const onlyPost = methods.includes("client_secret_post") &&
    !methods.includes("client_secret_basic");
  return onlyPost ? "client_secret_post" : "client_secret_basic";
}

/** The guarded fetch in the form that oauth4webapi calls. */
function issuerFetch(app: App, onResponse: (url: string, status: number) => void): typeof fetch {
  const fetchWithin = withTotalTimeout(app.fetch, 20_000);
  return async (input, init) => {
    const url = input instanceof Request ? input.url : input;
    const response = await fetchWithin(url, { ...init, timeoutMs: 8_000 });
    onResponse(String(url), response.status);
    return response;
  };
}

/** A fetch that answers Auth.js's discovery with the document that is known. */
function withDocument(issuer: AuthorizationServer, otherwise: typeof fetch): typeof fetch {
  // Auth.js demands an endpoint that we do not let it ask.
  const userinfo_endpoint = issuer.userinfo_endpoint ?? issuer.issuer;
  return (input, init) =>
    new URL(String(input)).pathname.endsWith(DISCOVERY_PATH)
      ? Promise.resolve(Response.json({ ...issuer, userinfo_endpoint }))
      : otherwise(input, init);
}

/** The request for Auth.js, under the base URL whatever host and scheme the browser used. */
export function requestAtBaseUrl(event: RequestEvent, path: string, init: RequestInit): Request {
  const base = new URL(event.locals.app.baseUrl);
  const headers = new Headers({
    "cookie": event.request.headers.get("cookie") ?? "",
    "host": base.host,
    "x-forwarded-host": base.host,
    "x-forwarded-proto": base.protocol.slice(0, -1),
  });
  return new Request(new URL(path, base), { ...init, headers });
}

function flowCookie(app: App, check: string) {
  return { name: cookieName(app, `authjs.${check}`), options: cookieOptions(app) };
}

export function setFlowCookies({ cookies, locals }: RequestEvent): RequestEvent["cookies"]["set"] {
  return (name, value, options) => {
    if (flowCookies.test(name)) {
      cookies.set(name, value, { ...options, ...cookieOptions(locals.app) });
    }
  };
}

export function deleteFlowCookies({ cookies, locals }: RequestEvent): void {
  for (const { name } of cookies.getAll()) {
    if (flowCookies.test(name)) cookies.delete(name, cookieOptions(locals.app));
  }
}
