import type { Handle, HandleServerError, RequestEvent, ResolveOptions } from "@sveltejs/kit";
import { regionOfLanguage } from "$lib/i18n/first-weekday.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Address } from "$lib/openapi/operation.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import { restorePluses } from "$lib/scheduling/plus-signs.ts";
import type { App } from "../app.ts";
import { clientAddress } from "../runtime/client-address.ts";
import { onBehalfOf } from "../runtime/request-id.ts";
import { newId } from "../runtime/secrets.ts";
import { compressResponse } from "./compression.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { getCookie } from "../auth/cookies.ts";
import { recordForwardedHeaders } from "./forwarded-headers.ts";
import { isFragmentRequest } from "../views/picker/picker-page.ts";
import {
  errorResponse,
  faultPage,
  isApiRequest,
  redirectToSignIn,
  refusalResponse,
  storeRefusalResponse,
  toApiProblem,
} from "./refusal-response.ts";
import { addMarkdownHeaders, hasMarkdown, negotiatedMarkdown } from "./markdown/page-markdown.ts";
import { checkOrigin, isApiPath, isCrossOrigin, type OriginError } from "./check-origin.ts";
import { isOpenToAnyOrigin, isPreflight, preflightResponse, setCorsHeaders } from "./cors.ts";
import { revokeKeysIn, signInByKey } from "./sign-in-by-key.ts";
import { accessOf, refusedScope } from "./key-rights.ts";
import { givenRequestId } from "./given-request-id.ts";
import { guestPage, type Render } from "./kept-pages.ts";
import { noteReady } from "./ready-pages.ts";
import { allowStyles, type PageStyles, sentPage, withStyles } from "./lean-page.ts";
import { measureAnswer } from "./measure-request.ts";
import { bodyLimit, hasArrived, receiveBody } from "./request-body.ts";
import { formWithoutSecrets, submittedForm } from "./submitted-form.ts";
import { countRequest } from "./request-limits.ts";
import { askedLanguage, languageOfAnswer, sayLanguage } from "./page-language.ts";
import { overloadRefusal, overloadResponse, rankOf } from "./overload.ts";
import { isTokenRoute, isWidgetRoute, setSecurityHeaders } from "./security-headers.ts";
import { isUnroutable, rightCase } from "./address.ts";
import { HOST_REQUEST_PATH } from "../auth/host-request.ts";
import { writeSessionCookie } from "../auth/session-cookie.ts";
import * as sessions from "../auth/sessions.ts";
import { storeRefusalOf } from "../requests/store-refusal.ts";
import { DAY } from "$lib/scheduling/durations.ts";

/** An untrusted proxy is logged once a day. */
const oncePerDay: RateLimit = { max: 1, windowMs: DAY };

/** Where the API's operations are found. */
export type FindAddress = (pathname: string) => Promise<Address | null>;

/** Handles every request: rate limits, origin check and session before it, security headers after it. */
export function requestHandler(
  getApp: () => App,
  findAddress: FindAddress,
  styles: PageStyles | null = null,
): Handle {
  return async ({ event, resolve }) => {
    const app = getApp();
    const requestId = givenRequestId(event.request.headers, app.settings) ?? newId();
    event.locals.styles = styles;
    const render: Render = async (take = (html) => withStyles(html, styles)) => {
      const transformPageChunk = ({ html }: { html: string }) => take(sentPage(html, event));
      const response = await resolve(event, { transformPageChunk, preload });
      allowStyles(response.headers, styles);
      return response;
    };
    const response = await onBehalfOf(
      requestId,
      () => answer(app, findAddress, event, render),
    );
    noteReady(event, response);
    response.headers.set("x-request-id", requestId);
    return response;
  };
}

/** As the framework names a route, which is how requests are counted. */
function labelOf({ path }: Address): string {
  return path.replaceAll("{", "[").replaceAll("}", "]");
}

/** The framework's name of a route; null for an address that has none. */
function routeOf({ route }: RequestEvent): string | null {
  return route.id === "/v0/[...path]" ? null : route.id;
}

async function answer(
  app: App,
  findAddress: FindAddress,
  event: RequestEvent,
  render: Render,
): Promise<Response> {
  const began = performance.now();
  restorePluses(event.url.searchParams);
  event.locals.app = app;
  event.locals.client = clientOf(event);
  event.locals.host = null;
  event.locals.session = null;
  event.locals.apiKey = null;
  event.locals.frameAncestors = null;
  event.locals.asked = askedLanguage(event);
  event.locals.region = regionOfLanguage(event.request.headers.get("accept-language"));
  event.locals.api = null;
  event.locals.route = routeOf(event);
  event.locals.language = languageOfAnswer(event);
  event.locals.limitHeaders = {};
  event.locals.submitted = null;
  event.locals.rank = "page";
  const response = await admitted(findAddress, event, render)
    .catch((error) => errorResponse(event, error));
  for (const [name, value] of Object.entries(event.locals.limitHeaders)) {
    response.headers.set(name, value);
  }
  sayLanguage(response.headers, event.locals.language);
  setCorsHeaders(event, response.headers);
  setSecurityHeaders(response.headers, {
    baseUrl: event.locals.app.baseUrl,
    route: event.locals.route,
    frameAncestors: event.locals.frameAncestors,
  });
  const { route } = event.locals, { method } = event.request;
  measureAnswer(event.locals.app, { route, method, status: response.status }, began);
  return response;
}

/** Finds what is asked for, and answers unless there is too much work for what it is. */
async function admitted(
  findAddress: FindAddress,
  event: RequestEvent,
  render: Render,
): Promise<Response> {
  const { locals, url: { pathname } } = event;
  if (pathname.startsWith("/v0/")) locals.api = await findAddress(pathname);
  if (locals.api) locals.route = labelOf(locals.api);
  locals.language = languageOfAnswer(event);
  locals.rank = rankOf(event);
  const overload = overloadRefusal(event);
  if (!overload) return await locals.app.requests.answer(() => respond(event, render));
  await keepForm(event);
  return overloadResponse(event, overload);
}

/** Logs an unexpected error under an ID that the page shows; a 404 is not logged. */
export const handleUnexpectedError: HandleServerError = ({ error, event, status, message }) => {
  if (status < 500) return { message };
  const refusal = storeRefusalOf(error);
  if (refusal) {
    event.locals.storeRefusal = refusal;
    return { message: messages(event.locals.language).refusals.sentences[refusal.code] };
  }
  const id = event.locals.app.log.fault("unexpected-error", error, { route: event.locals.route });
  event.locals.fault = id;
  return { message: messages(event.locals.language).frame.error.text, id };
};

async function respond(event: RequestEvent, render: Render): Promise<Response> {
  recordForwardedHeaders(event);
  if (isPreflight(event)) return preflightResponse();
  const isKeyInUrl = await revokeKeysIn(event);
  const keyError = await signInByKey(event);
  const retryAfter = countRequest(event);
  if (retryAfter !== null) return await limitResponse(event, retryAfter);
  if (isKeyInUrl) return refusalResponse(event, { code: "key-in-url" });
  if (keyError) return refusalResponse(event, keyError);
  const forbidden = originError(event);
  if (forbidden) return refusalResponse(event, forbiddenBecause(forbidden));
  if (isUnroutable(event)) return refusalResponse(event, { code: "not-found" });
  const right = rightCase(event);
  if (right) return right;
  await loadSession(event);
  if (requiresSignIn(event) && !event.locals.host) return redirectToSignIn(event);
  event.locals.language = languageOfAnswer(event);
  const scopeError = refusedScope(event);
  if (scopeError) return refusalResponse(event, scopeError);
  // All that the head tells has been answered: only now is the body read.
  const refusedBody = await receiveBody(event);
  if (refusedBody) return refusedBody;
  if (await bodyLimit(event) !== null) {
    if (await isUnreadableForm(event.request)) return refusalResponse(event, { code: "malformed" });
    event.locals.submitted = await submittedForm(event);
  }
  const response = await negotiatedMarkdown(event) ??
    await guestPage(event, render);
  if (isFragmentRequest(event.url)) forFragment(response.headers);
  else if (hasMarkdown(event.route.id)) addMarkdownHeaders(event, response.headers);
  const { storeRefusal, fault, submitted } = event.locals;
  if (storeRefusal) return storeRefusalResponse(event, storeRefusal);
  if (fault && submitted) return faultPage(event, fault);
  if (response.status === 503 && !response.headers.has("retry-after")) {
    response.headers.set("retry-after", "30");
  }
  return compressResponse(event, isApiRequest(event) ? toApiProblem(event, response) : response);
}

/** A page that says when to try again, and keeps a form of this site. */
async function limitResponse(event: RequestEvent, retryAfter: number): Promise<Response> {
  await event.locals.app.requests.waitForClient(keepForm(event));
  return refusalResponse(event, { code: "too-many", retryAfter });
}

/** Keeps a form of this site for the page of a refusal. */
async function keepForm(event: RequestEvent): Promise<void> {
  const isOurs = !originError(event) && await hasArrived(event) &&
    !await isUnreadableForm(event.request);
  if (isOurs) event.locals.submitted = await formWithoutSecrets(event);
}

/** Scripts are named early, in a header; a page's styles are named in its first lines anyway. */
const preload: NonNullable<ResolveOptions["preload"]> = ({ type }) => type === "js";

/** A picker alone is read by a script: it has nothing to load, to run or to point to. */
function forFragment(headers: Headers): void {
  for (const name of ["content-security-policy", "link", "x-sveltekit-page"]) headers.delete(name);
}

function clientOf(event: RequestEvent): string {
  const { settings, limits, log } = event.locals.app;
  const forwarded = event.request.headers.get("x-forwarded-for");
  if (forwarded && settings.trustedProxies === 0) {
    const shouldLog = limits.take("untrusted proxy", "", oncePerDay) === null;
    if (shouldLog) log.warn("forwarded-for-not-trusted", { setting: "INVITO_TRUSTED_PROXIES" });
  }
  return clientAddress(event.getClientAddress(), forwarded, settings.trustedProxies);
}

function originError(event: RequestEvent) {
  const { request, url, locals } = event;
  // Its body is signed, which no page of another site can do, and nobody learns that there is anything.
  if (url.pathname === HOST_REQUEST_PATH) return null;
  return checkOrigin({
    method: request.method,
    headers: request.headers,
    url,
    baseUrl: locals.app.baseUrl,
    hasSession: !locals.apiKey && getCookie(event, sessions.sessionCookie) !== null,
    isOpen: isOpenToAnyOrigin(event),
    hasBody: request.body !== null,
    isTokenPage: isTokenRoute(locals.route),
  });
}

/** A program that forgot the type of its body comes from nowhere else: it is told what is missing. */
function forbiddenBecause(error: OriginError): Refusal {
  if (error !== "content-type") return { code: "forbidden" };
  return { code: "forbidden", detail: "Content-Type must be application/json." };
}

/** A multipart form without a boundary or cut short cannot be parsed. */
async function isUnreadableForm(request: Request): Promise<boolean> {
  if (!/^multipart\/form-data\b/i.test(request.headers.get("content-type") ?? "")) return false;
  try {
    await request.clone().formData();
    return false;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return true;
  }
}

async function loadSession(event: RequestEvent): Promise<void> {
  const secret = getCookie(event, sessions.sessionCookie);
  if (!secret || isWidgetRoute(event.route.id) || ignoresSession(event)) return;
  const found = await sessions.find(event.locals.app, secret);
  if (!found) return;
  event.locals.host = found.host;
  event.locals.session = found.session.hash;
  if (found.extended) writeSessionCookie(event, secret, found.session);
}

/** Whether a request has a key, is for a route of programs only, or is from a page of another site to the API. */
function ignoresSession({ request, url, locals: { apiKey, app } }: RequestEvent): boolean {
  if (apiKey || url.pathname === "/mcp") return true;
  return isApiPath(url) &&
    isCrossOrigin({ headers: request.headers, url, baseUrl: app.baseUrl });
}

/** Whether a route needs a session or a key: the dashboard, and the API except for what is public. */
function requiresSignIn(event: RequestEvent): boolean {
  const id = event.locals.route ?? "";
  if (id === "/dashboard" || id.startsWith("/dashboard/")) return true;
  if (id.startsWith("/mcp")) return true;
  return id.startsWith("/v0/") && accessOf(event) !== "public";
}
