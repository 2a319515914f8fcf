import { customFetch, SvelteKitAuth, type SvelteKitAuthConfig } from "@auth/sveltekit";
import { skipCSRFCheck } from "@auth/core";
import { isRedirect, type RequestEvent } from "@sveltejs/kit";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import * as v from "valibot";
import type { App } from "./app.ts";
import { askIssuer, Claims, type Errand, type Issuer, providerIdOf } from "./oidc.ts";
import { type IssuerTrouble, issuerTrouble } from "./oidc-trouble.ts";
import { cookieName, cookieOptions } from "./own-cookies.ts";
import { keepErrand, takeErrand } from "./errand.ts";
import { inAll } from "./outbound.ts";
import { fromBase64url } from "./secrets.ts";

/**
 * The OpenID Connect code flow, done by Auth.js with discovery, state, nonce and PKCE. Auth.js sees nothing but this
 * exchange: its session, its pages and its other addresses do not exist here; ours begins when the claims are known.
 */

/** What Auth.js may keep in the browser: the three checks of one exchange. */
const checks = /(^|\.)(state|nonce|pkce\.code_verifier)$/;

/** The address at the issuer to send the browser to; what the answer must match is kept in cookies. */
export async function beginExchange(event: RequestEvent, errand: Errand): Promise<Outcome<string>> {
  const { app } = event.locals;
  const issuer = await askIssuer(app);
  if (!issuer) return no("issuer-none");
  if (!issuer.isUp) return no("issuer-down");
  const asking = await configure(app, issuer, null, () => {});
  const body = new URLSearchParams({
    providerId: await providerIdOf(issuer.issuer),
    redirectTo: "/",
  });
  const request = atBase(event, "/auth/signin", { method: "POST", body });
  try {
    await SvelteKitAuth(asking.config).signIn({
      ...event,
      request,
      url: new URL(request.url),
      cookies: { ...event.cookies, set: keepChecks(event) },
    });
  } catch (answer) {
    if (!isRedirect(answer)) throw answer;
    const trouble = asking.trouble();
    if (trouble) return no(trouble);
    await keepErrand(event, errand);
    return accepted(answer.location);
  }
  throw new Error("Auth.js sent the browser nowhere");
}

/** What the issuer says of the person who comes back, when every check holds. */
export async function endExchange(
  event: RequestEvent<{ provider: string }>,
): Promise<Outcome<{ claims: Claims; issuer: string; errand: Errand }>> {
  const { app } = event.locals;
  const issuer = await askIssuer(app);
  if (!issuer || event.params.provider !== await providerIdOf(issuer.issuer)) {
    return no("issuer-none");
  }
  if (!issuer.isUp) return no("issuer-down");
  const errand = await takeErrand(event);
  if (!errand) return no("issuer-state");
  let claims: Claims | null = null;
  const asking = await configure(
    app,
    issuer,
    event.url.searchParams.get("error"),
    (said) => claims = said,
  );
  const request = atBase(event, event.url.pathname + event.url.search, {});
  await SvelteKitAuth(asking.config).handle({
    event: { ...event, request, url: new URL(request.url) },
    resolve: () => new Response(null, { status: 404 }),
  });
  forgetChecks(event);
  const trouble = asking.trouble();
  if (trouble || !claims) return no(trouble ?? "issuer-failed");
  return accepted({ claims, issuer: issuer.issuer, errand });
}

/** Auth.js for one request: it stops at the door, where the claims are handed over and no session of its own begins. */
async function configure(
  app: App,
  issuer: Issuer,
  returned: string | null,
  hand: (claims: Claims) => void,
) {
  const { oidc } = app.settings;
  if (!oidc) throw new Error("No issuer is set up");
  let trouble: IssuerTrouble | null = null, isClientRefused = false;
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
    // Most issuers tell name and mail address only at their userinfo endpoint.
    idToken: false,
    profile: (claims: { sub: string }) => ({ id: claims.sub }),
    [customFetch]: outboundFor(app, (url, status) => {
      // With a challenge in its headers, the body that would say why is not read (RFC 6749 §5.2).
      if (status === 401 && url === issuer.tokenEndpoint) isClientRefused = true;
    }),
  };
  const config: SvelteKitAuthConfig = {
    providers: [provider],
    secret: await app.sealer.sign("secret", "auth.js"),
    basePath: "/auth",
    trustHost: true,
    // guarding.ts compares the origin of everything that changes something.
    skipCSRFCheck,
    cookies: {
      state: checkCookie(app, "state"),
      nonce: checkCookie(app, "nonce"),
      pkceCodeVerifier: checkCookie(app, "pkce.code_verifier"),
    },
    callbacks: {
      signIn({ profile, account }) {
        const said = v.safeParse(Claims, { ...claimsIn(account?.id_token), ...profile });
        if (said.success) hand(said.output);
        return "/";
      },
    },
    logger: {
      error(error) {
        const said = issuerTrouble(error, returned);
        trouble = said === "issuer-failed" && isClientRefused ? "issuer-client" : said;
        app.log.warn("issuer-refused", { issuer: issuer.name, trouble, name: error.name });
      },
      warn() {},
      debug() {},
    },
  };
  return { config, trouble: () => trouble };
}

/** The guarded way out in the form that oauth4webapi calls. */
function outboundFor(app: App, heard: (url: string, status: number) => void): typeof fetch {
  const ask = inAll(app.fetch, 20_000);
  return async (input, init) => {
    const url = input instanceof Request ? input.url : input;
    const response = await ask(url, { ...init, timeoutMs: 8_000 });
    heard(String(url), response.status);
    return response;
  };
}

/** What the ID token says, which Auth.js has validated before; userinfo may leave out some of it. */
function claimsIn(idToken: string | undefined): object {
  const payload = idToken?.split(".")[1];
  return payload ? JSON.parse(new TextDecoder().decode(fromBase64url(payload))) : {};
}

/** The request as Auth.js shall see it: under the base URL, whatever name and scheme the browser used. */
function atBase(event: RequestEvent, path: string, init: RequestInit): Request {
  const base = new URL(event.locals.app.baseUrl);
  const headers = new Headers({
    "cookie": event.request.headers.get("cookie") ?? "",
    "host": base.host,
    "x-forwarded-host": base.host,
    "x-forwarded-proto": base.protocol.slice(0, -1),
  });
  return new Request(new URL(path, base), { ...init, headers });
}

function checkCookie(app: App, check: string) {
  return { name: cookieName(app, `authjs.${check}`), options: cookieOptions(app) };
}

function keepChecks({ cookies, locals }: RequestEvent): RequestEvent["cookies"]["set"] {
  return (name, value, options) => {
    if (checks.test(name)) cookies.set(name, value, { ...options, ...cookieOptions(locals.app) });
  };
}

function forgetChecks({ cookies, locals }: RequestEvent): void {
  for (const { name } of cookies.getAll()) {
    if (checks.test(name)) cookies.delete(name, cookieOptions(locals.app));
  }
}

function no(trouble: IssuerTrouble) {
  return refused("signed-out", { detail: trouble });
}
