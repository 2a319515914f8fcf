import { SvelteKitAuth } from "@auth/sveltekit";
import { isRedirect, type RequestEvent } from "@sveltejs/kit";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import {
  configureAuthJs,
  deleteFlowCookies,
  type OpenService,
  requestAtBaseUrl,
  setFlowCookies,
  type Tokens,
} from "./auth-js.ts";
import { openGitHub } from "./github-service.ts";
import { IssuerError } from "./issuer-discovery.ts";
import type { SignInIntent } from "./oidc.ts";
import type { OidcError } from "./oidc-errors.ts";
import { openIssuer } from "./oidc-service.ts";
import {
  providerIdOf,
  type ServiceAnswer,
  type ServiceKind,
  serviceOf,
} from "./sign-in-services.ts";
import { deleteCookie, getCookie, setCookie } from "./cookies.ts";
import { base64url, fromBase64url } from "../runtime/secrets.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";

/**
 * The authorization code flow by Auth.js with state, PKCE and, with an issuer, nonce. Auth.js only gets these two
 * requests; its own discovery, userinfo request, sessions, pages and routes are not used.
 */

/** Where a browser leaves to, and the name of the service there. */
export interface DepartureToService {
  redirectTo: string;
  name: string;
}

/** Starts the flow: the service's authorization URL; state, nonce and code verifier are stored in cookies. */
export async function startSignIn(
  event: RequestEvent,
  intent: SignInIntent,
): Promise<Outcome<DepartureToService, "signed-out">> {
  const { app } = event.locals;
  const service = await openService(app, intent.service);
  if (!service.ok) return service;
  const flow = await configureAuthJs(app, service.value, null, () => {});
  const body = new URLSearchParams({
    providerId: await providerIdOf(service.value),
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
  return accepted({ redirectTo: answer.location, name: service.value.name });
}

/** Finishes the flow of the service that the signed intent names, and the address where it names one: the claims. */
export async function finishSignIn(
  event: RequestEvent,
  provider: string | undefined,
): Promise<Outcome<{ answer: ServiceAnswer; intent: SignInIntent }, "signed-out">> {
  const { app } = event.locals;
  const intent = await takeSignInIntent(event);
  if (!intent) return oidcRefused("issuer-state");
  const opened = await openService(app, intent.service);
  if (!opened.ok) return opened;
  const service = opened.value, id = await providerIdOf(service);
  if (provider !== undefined && provider !== id) {
    return oidcRefused("issuer-none");
  }
  let tokens: Tokens | null = null;
  const flow = await configureAuthJs(
    app,
    service,
    event.url.searchParams.get("error"),
    (given) => tokens = given,
  );
  const request = requestAtBaseUrl(event, `/auth/callback/${id}${event.url.search}`, {});
  try {
    await SvelteKitAuth(flow.config).handle({
      event: { ...event, request, url: new URL(request.url) },
      resolve: () => new Response(null, { status: 404 }),
    });
    deleteFlowCookies(event);
    const oidcError = flow.error();
    if (oidcError || !tokens) return oidcRefused(oidcError ?? "issuer-failed");
    const answer = await service.readAnswer(tokens, flow.fetch);
    return answer ? accepted({ answer, intent }) : oidcRefused("issuer-failed");
  } catch (error) {
    return oidcRefused(flow.failed(error));
  }
}

async function openService(
  app: App,
  kind: ServiceKind,
): Promise<Outcome<OpenService, "signed-out">> {
  const service = serviceOf(app, kind);
  if (!service) return oidcRefused("issuer-none");
  try {
    return accepted(await (kind === "oidc" ? openIssuer : openGitHub)(app, service));
  } catch (error) {
    if (error instanceof IssuerError) return oidcRefused(error.code);
    throw error;
  }
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
