import { customFetch, SvelteKitAuth, type SvelteKitAuthConfig } from "@auth/sveltekit";
import { skipCSRFCheck } from "@auth/core";
import { isRedirect, type RequestEvent } from "@sveltejs/kit";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import * as v from "valibot";
import type { App } from "../app.ts";
import {
  Claims,
  type DiscoveredIssuer,
  discoverIssuer,
  providerIdOf,
  type SignInIntent,
} from "./oidc.ts";
import { type OidcError, toOidcError } from "./oidc-errors.ts";
import { cookieName, cookieOptions } from "./cookies.ts";
import { saveSignInIntent, takeSignInIntent } from "./sign-in-intent.ts";
import { withTotalTimeout } from "../outbound/index.ts";
import { fromBase64url } from "../runtime/secrets.ts";

/**
 * The OpenID Connect authorization code flow by Auth.js with discovery, state, nonce and PKCE. Auth.js only gets these
 * two requests; its own sessions, pages and routes are not used.
 */

/** The cookies that Auth.js may set: the checks of one flow. */
const flowCookies = /(^|\.)(state|nonce|pkce\.code_verifier)$/;

/** Starts the flow: the issuer's authorization URL; state, nonce and code verifier are stored in cookies. */
export async function startOidcFlow(
  event: RequestEvent,
  intent: SignInIntent,
): Promise<Outcome<string>> {
  const { app } = event.locals;
  const issuer = await discoverIssuer(app);
  if (!issuer) return oidcRefused("issuer-none");
  if (!issuer.isUp) return oidcRefused("issuer-down");
  const flow = await configureAuthJs(app, issuer, null, () => {});
  const body = new URLSearchParams({
    providerId: await providerIdOf(issuer.issuer),
    redirectTo: "/",
  });
  const request = requestAtBaseUrl(event, "/auth/signin", { method: "POST", body });
  try {
    await SvelteKitAuth(flow.config).signIn({
      ...event,
      request,
      url: new URL(request.url),
      cookies: { ...event.cookies, set: setFlowCookies(event) },
    });
  } catch (answer) {
    if (!isRedirect(answer)) throw answer;
    const oidcError = flow.error();
    if (oidcError) return oidcRefused(oidcError);
    await saveSignInIntent(event, intent);
    return accepted(answer.location);
  }
  throw new Error("Auth.js sent the browser nowhere");
}

/** Finishes the flow at the callback: the verified claims. */
export async function finishOidcFlow(
  event: RequestEvent<{ provider: string }>,
): Promise<Outcome<{ claims: Claims; issuer: string; intent: SignInIntent }>> {
  const { app } = event.locals;
  const issuer = await discoverIssuer(app);
  if (!issuer || event.params.provider !== await providerIdOf(issuer.issuer)) {
    return oidcRefused("issuer-none");
  }
  if (!issuer.isUp) return oidcRefused("issuer-down");
  const intent = await takeSignInIntent(event);
  if (!intent) return oidcRefused("issuer-state");
  let claims: Claims | null = null;
  const flow = await configureAuthJs(
    app,
    issuer,
    event.url.searchParams.get("error"),
    (verified) => claims = verified,
  );
  const request = requestAtBaseUrl(event, event.url.pathname + event.url.search, {});
  await SvelteKitAuth(flow.config).handle({
    event: { ...event, request, url: new URL(request.url) },
    resolve: () => new Response(null, { status: 404 }),
  });
  deleteFlowCookies(event);
  const oidcError = flow.error();
  if (oidcError || !claims) return oidcRefused(oidcError ?? "issuer-failed");
  return accepted({ claims, issuer: issuer.issuer, intent });
}

/** Auth.js for one request; its sign-in callback hands over the claims and starts no session. */
async function configureAuthJs(
  app: App,
  issuer: DiscoveredIssuer,
  returnedError: string | null,
  onClaims: (claims: Claims) => void,
) {
  const { oidc } = app.settings;
  if (!oidc) throw new Error("No issuer is set up");
  let oidcError: OidcError | null = null, isClientRefused = false;
  const provider = {
    id: await providerIdOf(issuer.issuer),
    name: issuer.name,
    type: "oidc" as const,
    issuer: oidc.issuer,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    client: { token_endpoint_auth_method: issuer.authMethod },
    checks: ["pkce" as const, "state" as const, "nonce" as const],
    authorization: { params: { scope: "openid profile email" } },
    // Most issuers return name and email only from the userinfo endpoint.
    idToken: false,
    profile: (claims: { sub: string }) => ({ id: claims.sub }),
    [customFetch]: issuerFetch(app, (url, status) => {
      // On a 401 with a WWW-Authenticate header, oauth4webapi does not read the error in the body (RFC 6749 §5.2).
      if (status === 401 && url === issuer.tokenEndpoint) isClientRefused = true;
    }),
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
        const parsed = v.safeParse(Claims, { ...idTokenClaims(account?.id_token), ...profile });
        if (parsed.success) onClaims(parsed.output);
        return "/";
      },
    },
    logger: {
      error(error) {
        const parsed = toOidcError(error, returnedError);
        oidcError = parsed === "issuer-failed" && isClientRefused ? "issuer-client" : parsed;
        app.log.warn("issuer-refused", {
          issuer: issuer.name,
          error: oidcError,
          name: error.name,
        });
      },
      warn() {},
      debug() {},
    },
  };
  return { config, error: () => oidcError };
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

/** The claims of the ID token, which Auth.js has validated; userinfo may leave some out. */
function idTokenClaims(idToken: string | undefined): object {
  const payload = idToken?.split(".")[1];
  return payload ? JSON.parse(new TextDecoder().decode(fromBase64url(payload))) : {};
}

/** The request for Auth.js, under the base URL whatever host and scheme the browser used. */
function requestAtBaseUrl(event: RequestEvent, path: string, init: RequestInit): Request {
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

function setFlowCookies({ cookies, locals }: RequestEvent): RequestEvent["cookies"]["set"] {
  return (name, value, options) => {
    if (flowCookies.test(name)) {
      cookies.set(name, value, { ...options, ...cookieOptions(locals.app) });
    }
  };
}

function deleteFlowCookies({ cookies, locals }: RequestEvent): void {
  for (const { name } of cookies.getAll()) {
    if (flowCookies.test(name)) cookies.delete(name, cookieOptions(locals.app));
  }
}

function oidcRefused(error: OidcError) {
  return refused("signed-out", { detail: error });
}
