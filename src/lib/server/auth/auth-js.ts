import { type SvelteKitAuthConfig } from "@auth/sveltekit";
import { skipCSRFCheck } from "@auth/core";
import type { RequestEvent } from "@sveltejs/kit";
import type { App } from "../app.ts";
import { withTotalTimeout } from "../outbound/index.ts";
import { cookieName, cookieOptions } from "./cookies.ts";
import { type OidcError, toOidcError } from "./oidc-errors.ts";
import { redirectAddress, type ServiceAnswer, type SignInService } from "./sign-in-services.ts";

/** The cookies that Auth.js may set: the checks of one flow. */
const flowCookies = /(^|\.)(state|nonce|pkce\.code_verifier)$/;

/** What the token endpoint gave: the validated claims of an ID token, and what further questions need. */
export interface Tokens {
  claims: Record<string, unknown>;
  accessToken: string;
  idToken: string | null;
}

type Provider = SvelteKitAuthConfig extends { providers: (infer P)[] } ? P : never;

/** A service with what one flow needs of it. */
export interface OpenService extends SignInService {
  tokenEndpoint: string;
  /** As Auth.js takes it, with the fetch of the flow. */
  provider(fetch: typeof globalThis.fetch, redirectUri: string): Provider | Promise<Provider>;
  /** What it says of the account; null when that is not valid. */
  readAnswer(tokens: Tokens, fetch: typeof globalThis.fetch): Promise<ServiceAnswer | null>;
}

/** Auth.js for one request; its sign-in callback hands over what the service gave and starts no session. */
export async function configureAuthJs(
  app: App,
  service: OpenService,
  returnedError: string | null,
  onTokens: (tokens: Tokens) => void,
) {
  let oidcError: OidcError | null = null, isClientRefused = false;
  const note = (error: unknown) => {
    const parsed = toOidcError(error, returnedError);
    oidcError = parsed === "issuer-failed" && isClientRefused ? "issuer-client" : parsed;
    const name = error instanceof Error ? error.name : "unknown";
    app.log.warn("issuer-refused", { issuer: service.name, error: oidcError, name });
    return oidcError;
  };
  const redirectUri = redirectAddress(app), tokenEndpoint = new URL(service.tokenEndpoint).href;
  const fetchWithin = withTotalTimeout(app.fetch, 20_000);
  /** The guarded fetch in the form that oauth4webapi calls. */
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const isToken = new URL(url).href === tokenEndpoint;
    // Auth.js names an address with its own id of the service.
    if (isToken && init?.body instanceof URLSearchParams) {
      init.body.set("redirect_uri", redirectUri);
    }
    const response = await fetchWithin(url, { ...init, timeoutMs: 8_000 });
    // On a 401 with a WWW-Authenticate header, oauth4webapi does not read the error in the body (RFC 6749 §5.2).
    if (isToken && response.status === 401) isClientRefused = true;
    return response;
  };
  const config: SvelteKitAuthConfig = {
    providers: [await service.provider(fetch, redirectUri)],
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
          const { access_token: accessToken, id_token: idToken = null } = account;
          onTokens({ claims: profile, accessToken, idToken });
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
