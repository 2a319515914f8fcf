import type { RequestEvent } from "@sveltejs/kit";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import { legalLinks } from "$lib/i18n/legal-links.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import type { Language } from "$lib/scheduling/language.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { isApiPath } from "./check-origin.ts";
import { problem, refusalText, statusProblem } from "./problem-details.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { plainPage } from "./plain-page.ts";
import { storeRefusalOf } from "../requests/store-refusal.ts";

/** Redirects to sign-in and back; API clients get a 401. */
export function redirectToSignIn(event: RequestEvent): Response {
  if (isApiRequest(event)) return problem({ code: "signed-out" }, event.locals.language);
  const to = event.request.method === "GET" ? event.url.pathname + event.url.search : "/dashboard";
  const address = `/auth/sign-in?to=${encodeURIComponent(to)}`;
  if (isScriptRequest(event)) {
    return Response.json({ type: "redirect", status: 303, location: address });
  }
  return new Response(null, { status: 303, headers: { location: address } });
}

/** A refusal before the framework handles the request: an HTML page, data for our scripts, or problem details. */
export function refusalResponse(event: RequestEvent, refusal: Refusal): Response {
  if (isApiRequest(event)) return problem(refusal, event.locals.language);
  const { language } = event.locals;
  const { error: words } = messages(language).frame;
  const message = sentenceOf(refusal, language), status = statusOf[refusal.code];
  const response = isScriptRequest(event)
    ? scriptResponse(event, refusal, message)
    : plainPage(status, {
      language,
      title: words.refused[refusal.code] ?? words.title,
      text: message,
      link: { href: "/", label: words.back },
      legal: legalLinks(event.locals.app.settings.legal, language),
      ...(status >= 500 || refusal.code === "too-many" ? formIn(event) : {}),
    });
  if (refusal.retryAfter) response.headers.set("retry-after", String(refusal.retryAfter));
  return response;
}

/** What a page of ours says of a refusal, and when to try again after a limit. */
function sentenceOf(refusal: Refusal, language: Language): string {
  const { sentence } = refusalText(refusal, language);
  if (refusal.code !== "too-many" || !refusal.retryAfter) return sentence;
  const { inSeconds, inMinutes } = messages(language).frame.error.tryAgainIn;
  const seconds = refusal.retryAfter;
  return seconds > 90
    ? plural(inMinutes, Math.ceil(seconds / 60), language)
    : plural(inSeconds, seconds, language);
}

/** A limit leaves the page of a host as it is, with what they entered; the dashboard says so above it. */
function scriptResponse(event: RequestEvent, { code }: Refusal, message: string): Response {
  const status = statusOf[code];
  if (code === "too-many" && !event.isDataRequest && event.route.id?.startsWith("/dashboard")) {
    // As devalue writes it, which the framework reads.
    const data = JSON.stringify([{ limited: 1 }, message]);
    return Response.json({ type: "failure", status, data });
  }
  return Response.json({ type: "error", status, error: { message }, message }, { status });
}

/** Whether one of our pages fetches data or submits a form in the background. */
function isScriptRequest(event: RequestEvent): boolean {
  return event.isDataRequest || event.request.headers.get("x-sveltekit-action") === "true";
}

/** The form to submit again, on the page of an error. */
function formIn({ locals: { submitted, language } }: RequestEvent) {
  const { formKept, tryAgain } = messages(language).frame.error;
  return submitted ? { form: { submitted, note: formKept, button: tryAgain } } : {};
}

/** A full disk is logged once a minute, not at every request. */
const oncePerMinute: RateLimit = { max: 1, windowMs: MINUTE };

/** A 503 response when the store takes nothing for now; works again once there is room, or it is free. */
export function storeRefusalResponse(event: RequestEvent, refusal: Refusal): Response {
  const { limits, log } = event.locals.app;
  if (refusal.code === "cannot-save" && limits.take("cannot save", "", oncePerMinute) === null) {
    log.warn("cannot-save", { route: event.locals.route });
  }
  return refusalResponse(event, refusal);
}

/** The response to an error before the framework handled the request. */
export function errorResponse(event: RequestEvent, error: unknown): Response {
  const refusal = storeRefusalOf(error);
  if (refusal) return storeRefusalResponse(event, refusal);
  const { language } = event.locals;
  const { error: words } = messages(language).frame;
  const id = event.locals.app.log.fault("request-error", error, { route: event.locals.route });
  if (isApiRequest(event)) return statusProblem(500, words.title, id);
  return faultPage(event, id);
}

/** The page of an unexpected error, with the form of a guest to be submitted again. */
export function faultPage(event: RequestEvent, id: string): Response {
  const { language } = event.locals;
  const { error: words } = messages(language).frame;
  return plainPage(500, {
    language,
    title: words.title,
    text: `${words.text} ${format(words.errorId, { id })}`,
    link: { href: "/", label: words.back },
    legal: legalLinks(event.locals.app.settings.legal, language),
    ...formIn(event),
  });
}

/** An error response of the framework (404, 405, 500) as problem details; MCP has errors of its own. */
export function toApiProblem({ locals, url }: RequestEvent, response: Response): Response {
  if (!url.pathname.startsWith("/v0/")) return response;
  const type = response.headers.get("content-type") ?? "";
  if (response.status < 400 || type.startsWith("application/problem+json")) return response;
  if (response.status === 404) return problem({ code: "not-found" }, locals.language);
  if (response.status === 400) return problem({ code: "malformed" }, locals.language);
  const { error } = messages(locals.language).frame;
  if (response.status >= 500) return statusProblem(response.status, error.title, locals.fault);
  const apiProblem = statusProblem(
    response.status,
    response.status === 405 ? error.method : error.title,
  );
  const allow = response.headers.get("allow");
  if (allow) apiProblem.headers.set("allow", allow);
  return apiProblem;
}

export function isApiRequest({ url }: RequestEvent): boolean {
  return isApiPath(url);
}
