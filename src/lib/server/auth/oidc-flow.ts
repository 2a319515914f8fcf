import { SvelteKitAuth } from "@auth/sveltekit";
import { isRedirect, type RequestEvent } from "@sveltejs/kit";
import type { AuthorizationServer } from "oauth4webapi";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import * as v from "valibot";
import type { App } from "../app.ts";
import { issuerName, providerIdOf, type SignInIntent } from "./oidc.ts";
import { Claims } from "./issuer-admission.ts";
import {
  configureAuthJs,
  deleteFlowCookies,
  requestAtBaseUrl,
  setFlowCookies,
  type Tokens,
} from "./auth-js.ts";
import { IssuerError, readIssuer } from "./issuer-discovery.ts";
import { type OidcError, toOidcError } from "./oidc-errors.ts";
import { joinClaims, readUserinfo } from "./userinfo.ts";
import { deleteCookie, getCookie, setCookie } from "./cookies.ts";
import { base64url, fromBase64url } from "../runtime/secrets.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";

/**
 * The OpenID Connect authorization code flow by Auth.js with state, nonce and PKCE. Auth.js only gets these two requests;
 * its own discovery, userinfo request, sessions, pages and routes are not used.
 */

/** What the issuer says of a user. */
export interface IssuerAnswer {
  issuer: string;
  claims: Claims;
  /** Why claims may be missing: the userinfo endpoint gave none. */
  withoutUserinfo: OidcError | null;
}

/** Starts the flow: the issuer's authorization URL; state, nonce and code verifier are stored in cookies. */
export async function startOidcFlow(
  event: RequestEvent,
  intent: SignInIntent,
): Promise<Outcome<string, "signed-out">> {
  const { app } = event.locals;
  const { oidc } = app.settings;
  if (!oidc) return oidcRefused("issuer-none");
  const issuer = await discover(app);
  if (!issuer.ok) return issuer;
  const flow = await configureAuthJs(app, issuer.value, null, () => {});
  const body = new URLSearchParams({
    providerId: await providerIdOf(oidc.issuer),
    redirectTo: "/",
  });
  const request = requestAtBaseUrl(event, "/auth/signin", { method: "POST", body });
  let answer: unknown = null;
  try {
    await SvelteKitAuth(flow.config).signIn({
      ...event,
      request,
      url: new URL(request.url),
      cookies: { ...event.cookies, set: setFlowCookies(event) },
    });
  } catch (thrown) {
    answer = thrown;
  }
  const oidcError = flow.error();
  if (oidcError || !isRedirect(answer) || !answer.location) {
    // Where Auth.js fails, @auth/sveltekit redirects to no address and throws.
    return oidcRefused(oidcError ?? flow.failed(answer));
  }
  await saveSignInIntent(event, intent);
  return accepted(answer.location);
}

/** Finishes the flow at the callback: the verified claims. */
export async function finishOidcFlow(
  event: RequestEvent<{ provider: string }>,
): Promise<Outcome<IssuerAnswer & { intent: SignInIntent }, "signed-out">> {
  const { app } = event.locals;
  const { oidc } = app.settings;
  if (!oidc || event.params.provider !== await providerIdOf(oidc.issuer)) {
    return oidcRefused("issuer-none");
  }
  const issuer = await discover(app);
  if (!issuer.ok) return issuer;
  const intent = await takeSignInIntent(event);
  if (!intent) return oidcRefused("issuer-state");
  let tokens: Tokens | null = null;
  const flow = await configureAuthJs(
    app,
    issuer.value,
    event.url.searchParams.get("error"),
    (given) => tokens = given,
  );
  const request = requestAtBaseUrl(event, event.url.pathname + event.url.search, {});
  try {
    await SvelteKitAuth(flow.config).handle({
      event: { ...event, request, url: new URL(request.url) },
      resolve: () => new Response(null, { status: 404 }),
    });
    deleteFlowCookies(event);
    const oidcError = flow.error();
    if (oidcError || !tokens) return oidcRefused(oidcError ?? "issuer-failed");
    const answer = await readAnswer(app, issuer.value, tokens, flow.fetch);
    return answer ? accepted({ ...answer, intent }) : oidcRefused("issuer-failed");
  } catch (error) {
    return oidcRefused(flow.failed(error));
  }
}

async function discover(app: App): Promise<Outcome<AuthorizationServer, "signed-out">> {
  try {
    return accepted(await readIssuer(app));
  } catch (error) {
    if (error instanceof IssuerError) return oidcRefused(error.code);
    throw error;
  }
}

/** The claims of the ID token, and those of the userinfo endpoint in addition; null when they are not valid. */
async function readAnswer(
  app: App,
  issuer: AuthorizationServer,
  { claims, accessToken }: Tokens,
  fetch: typeof globalThis.fetch,
): Promise<IssuerAnswer | null> {
  const { oidc } = app.settings;
  if (!oidc) return null;
  const token = { accessToken, subject: String(claims.sub) };
  const userinfo = await readUserinfo(issuer, oidc.clientId, token, fetch);
  const problem = "problem" in userinfo ? userinfo.problem : null;
  if (problem) {
    app.log.warn("issuer-userinfo", { issuer: issuerName(app), problem: problem.message });
  }
  const parsed = v.safeParse(
    Claims,
    joinClaims(claims, "claims" in userinfo ? userinfo.claims : {}),
  );
  if (!parsed.success) return null;
  return {
    issuer: oidc.issuer,
    claims: parsed.output,
    withoutUserinfo: problem && toOidcError(problem, null),
  };
}

function oidcRefused(error: OidcError) {
  return refused("signed-out", { detail: error });
}

const intentCookie = "invito_sign_in_intent";
const intentLifetimeMs = 15 * MINUTE;

/** Stores the intent in a signed cookie for 15 minutes. */
async function saveSignInIntent(event: RequestEvent, intent: SignInIntent): Promise<void> {
  const { app } = event.locals;
  const payload = { ...intent, expiresAt: app.now() + intentLifetimeMs };
  const text = base64url(new TextEncoder().encode(JSON.stringify(payload)));
  const signed = `${text}.${await app.sealer.sign(text, "sign-in-intent")}`;
  setCookie(event, intentCookie, signed, intentLifetimeMs / 1000);
}

/** Reads and deletes the intent cookie; null when it is missing, expired or not signed here. */
async function takeSignInIntent(event: RequestEvent): Promise<SignInIntent | null> {
  const { app } = event.locals;
  const [text = "", signature = ""] = (getCookie(event, intentCookie) ?? "").split(".");
  deleteCookie(event, intentCookie);
  if (!await app.sealer.verify(text, "sign-in-intent", signature)) return null;
  const intent: SignInIntent & { expiresAt: number } = JSON.parse(
    new TextDecoder().decode(fromBase64url(text)),
  );
  return intent.expiresAt > app.now() ? intent : null;
}
