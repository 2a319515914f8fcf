import type { RequestEvent } from "@sveltejs/kit";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { problem, refusalText, statusOf, statusProblem } from "./problem-details.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { plainPage } from "./plain-page.ts";
import { isWriteFailure } from "../store/errors.ts";

/** Leads to sign-in and back here; a program is told that it is signed out. */
export function redirectToSignIn(event: RequestEvent): Response {
  if (isApiRequest(event)) return problem({ code: "signed-out" });
  const to = event.request.method === "GET" ? event.url.pathname + event.url.search : "/dashboard";
  const address = `/auth/sign-in?to=${encodeURIComponent(to)}`;
  if (isScriptRequest(event)) {
    return Response.json({ type: "redirect", status: 303, location: address });
  }
  return new Response(null, { status: 303, headers: { location: address } });
}

/** A refusal before any page had its turn, in the form that the asker reads: page, data of a script of ours, or problem. */
export function refusalResponse(event: RequestEvent, refusal: Refusal): Response {
  if (isApiRequest(event)) return problem(refusal);
  const { error: words } = messages("en").frame;
  const message = refusalText(refusal).sentence, status = statusOf[refusal.code];
  const answer = isScriptRequest(event)
    ? Response.json({ type: "error", status, error: { message }, message }, { status })
    : plainPage(status, {
      title: words.refused[refusal.code] ?? words.title,
      text: message,
      way: { href: "/", label: words.back },
    });
  if (refusal.retryAfter) answer.headers.set("retry-after", String(refusal.retryAfter));
  return answer;
}

/** A page of ours asks for its data, or sends a form, in the background. */
function isScriptRequest(event: RequestEvent): boolean {
  return event.isDataRequest || event.request.headers.get("x-sveltekit-action") === "true";
}

/** How long to wait until there may be room again, in seconds. */
const FULL_RETRY_AFTER_S = 60;
/** A disk that is full is said once a minute, not with every request. */
const oncePerMinute: RateLimit = { max: 1, windowMs: 60_000 };

/** Nothing can be stored now: no fault of ours, and over as soon as there is room. */
export function storageFullResponse(event: RequestEvent): Response {
  const { limits, log } = event.locals.app;
  if (limits.take("cannot save", "", oncePerMinute) === null) {
    log.warn("cannot-save", { route: event.route.id });
  }
  return refusalResponse(event, { code: "cannot-save", retryAfter: FULL_RETRY_AFTER_S });
}

/** What broke before the framework had its turn, with the same words and headers as after. */
export function errorResponse(event: RequestEvent, error: unknown): Response {
  if (isWriteFailure(error)) return storageFullResponse(event);
  const { error: words } = messages("en").frame;
  const id = event.locals.app.log.fault("guard", error, { route: event.route.id });
  if (isApiRequest(event)) return statusProblem(500, words.title, id);
  return plainPage(500, {
    title: words.title,
    text: `${words.text} ${format(words.fault, { id })}`,
    way: { href: "/", label: words.back },
  });
}

/** What the framework answers by itself (404, 405, a fault) in the form of the API. */
export function toApiProblem({ locals }: RequestEvent, answer: Response): Response {
  const type = answer.headers.get("content-type") ?? "";
  if (answer.status < 400 || type.startsWith("application/problem+json")) return answer;
  if (answer.status === 404) return problem({ code: "not-found" });
  const { error } = messages("en").frame;
  if (answer.status >= 500) return statusProblem(answer.status, error.title, locals.fault);
  const apiProblem = statusProblem(
    answer.status,
    answer.status === 405 ? error.method : error.title,
  );
  const allow = answer.headers.get("allow");
  if (allow) apiProblem.headers.set("allow", allow);
  return apiProblem;
}

export function isApiRequest({ url }: RequestEvent): boolean {
  return url.pathname.startsWith("/v0/");
}
