import type { RequestEvent } from "@sveltejs/kit";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import { plainProblem, problem, statusOf, told } from "./http.ts";
import type { Limit } from "./limits.ts";
import { plainPage } from "./plain-page.ts";
import { cannotSave } from "./store/trouble.ts";

/** Leads to sign-in and back here; a program is told that it is signed out. */
export function askToSignIn(event: RequestEvent): Response {
  if (isApi(event)) return problem({ code: "signed-out" });
  const to = event.request.method === "GET" ? event.url.pathname + event.url.search : "/dashboard";
  const address = `/auth/sign-in?to=${encodeURIComponent(to)}`;
  if (isAskedByScript(event)) {
    return Response.json({ type: "redirect", status: 303, location: address });
  }
  return new Response(null, { status: 303, headers: { location: address } });
}

/** A refusal before any page had its turn, in the form that the asker reads: page, data of a script of ours, or problem. */
export function refuse(event: RequestEvent, refusal: Refusal): Response {
  if (isApi(event)) return problem(refusal);
  const { error: words } = wordsFor("en").frame;
  const message = told(refusal).sentence, status = statusOf[refusal.code];
  const answer = isAskedByScript(event)
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
function isAskedByScript(event: RequestEvent): boolean {
  return event.isDataRequest || event.request.headers.get("x-sveltekit-action") === "true";
}

/** How long to wait until there may be room again, in seconds. */
const UNTIL_ROOM = 60;
/** A disk that is full is said once a minute, not with every request. */
const onceAMinute: Limit = { most: 1, windowMs: 60_000 };

/** Nothing can be stored now: no fault of ours, and over as soon as there is room. */
export function fullAnswer(event: RequestEvent): Response {
  const { limits, log } = event.locals.app;
  if (limits.take("cannot save", "", onceAMinute) === null) {
    log.warn("cannot-save", { route: event.route.id });
  }
  return refuse(event, { code: "cannot-save", retryAfter: UNTIL_ROOM });
}

/** What broke before the framework had its turn, with the same words and headers as after. */
export function faultAnswer(event: RequestEvent, error: unknown): Response {
  if (cannotSave(error)) return fullAnswer(event);
  const { error: words } = wordsFor("en").frame;
  const id = event.locals.app.log.fault("guard", error, { route: event.route.id });
  if (isApi(event)) return plainProblem(500, words.title, id);
  return plainPage(500, {
    title: words.title,
    text: `${words.text} ${say(words.fault, { id })}`,
    way: { href: "/", label: words.back },
  });
}

/** What the framework answers by itself (404, 405, a fault) in the form of the API. */
export function inApiWords({ locals }: RequestEvent, answer: Response): Response {
  const type = answer.headers.get("content-type") ?? "";
  if (answer.status < 400 || type.startsWith("application/problem+json")) return answer;
  if (answer.status === 404) return problem({ code: "not-found" });
  const { error } = wordsFor("en").frame;
  if (answer.status >= 500) return plainProblem(answer.status, error.title, locals.fault);
  const said = plainProblem(answer.status, answer.status === 405 ? error.method : error.title);
  const allow = answer.headers.get("allow");
  if (allow) said.headers.set("allow", allow);
  return said;
}

export function isApi({ url }: RequestEvent): boolean {
  return url.pathname.startsWith("/v0/");
}
