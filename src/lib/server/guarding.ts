import type { Handle, HandleServerError, RequestEvent } from "@sveltejs/kit";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { App } from "./app.ts";
import { clientAddress, countedAs } from "./client-address.ts";
import { plainProblem, problem, statusOf, told } from "./http.ts";
import type { Limit } from "./limits.ts";
import { plainPage } from "./plain-page.ts";
import { objectionTo } from "./same-origin.ts";
import { isTokenRoute, isWidgetRoute, setSecurityHeaders } from "./security-headers.ts";
import { writeSessionCookie } from "./session-cookie.ts";
import * as sessions from "./sessions.ts";

const minute = 60_000;
const limits = {
  all: { most: 180, windowMs: minute },
  availability: { most: 120, windowMs: minute },
  change: { most: 30, windowMs: minute },
} satisfies Record<string, Limit>;
/** A proxy that nobody said to trust is worth one line. */
const onceADay: Limit = { most: 1, windowMs: 86_400_000 };

/** Who is asking, and may they: every request passes here, and every answer leaves with its headers. */
export function guarding(running: () => App): Handle {
  return async ({ event, resolve }) => {
    event.locals.app = running();
    event.locals.client = clientOf(event);
    event.locals.host = null;
    event.locals.session = null;
    event.locals.frameAncestors = null;
    const answer = await answerOf(event, resolve).catch((error) => faultAnswer(event, error));
    setSecurityHeaders(answer.headers, {
      url: event.url,
      route: event.route.id,
      frameAncestors: event.locals.frameAncestors,
    });
    return answer;
  };
}

/** What nobody expected: logged under an id that the person is shown; an unknown address is no fault. */
export const handleFault: HandleServerError = ({ error, event, status, message }) => {
  if (status < 500) return { message };
  const id = event.locals.app.log.fault("page", error, { route: event.route.id });
  event.locals.fault = id;
  return { message: wordsFor("en").frame.error.text, id };
};

async function answerOf(
  event: RequestEvent,
  resolve: Parameters<Handle>[0]["resolve"],
): Promise<Response> {
  const wait = waitOf(event);
  if (wait !== null) return refuse(event, { code: "too-many", retryAfter: wait });
  if (objection(event)) return refuse(event, { code: "forbidden" });
  await recognise(event);
  if (needsHost(event) && !event.locals.host) return askToSignIn(event);
  const answer = await resolve(event);
  return isApi(event) ? inApiWords(event, answer) : answer;
}

/** What broke before the framework had its turn, with the same words and headers as after. */
function faultAnswer(event: RequestEvent, error: unknown): Response {
  const { error: words } = wordsFor("en").frame;
  const id = event.locals.app.log.fault("guard", error, { route: event.route.id });
  if (isApi(event)) return plainProblem(500, words.title, id);
  return plainPage(500, {
    title: words.title,
    text: `${words.text} ${say(words.fault, { id })}`,
    way: { href: "/", label: words.back },
  });
}

function clientOf(event: RequestEvent): string {
  const { settings, limits, log } = event.locals.app;
  const forwarded = event.request.headers.get("x-forwarded-for");
  if (forwarded && settings.trustedProxies === 0) {
    const isNews = limits.take("untrusted proxy", "", onceADay) === null;
    if (isNews) log.warn("forwarded-for-not-trusted", { setting: "INVITO_TRUSTED_PROXIES" });
  }
  return clientAddress(event.getClientAddress(), forwarded, settings.trustedProxies);
}

/** Seconds to wait when this client asked too often; open streams and what watches over the program do not count (API-4). */
function waitOf({ locals, route, request }: RequestEvent): number | null {
  const id = route.id ?? "";
  if (["/health", "/ready", "/metrics"].includes(id) || id.endsWith("/events")) return null;
  if (request.method === "GET" && id.endsWith("/events")) return null;
  const who = countedAs(locals.client);
  const take = (kind: keyof typeof limits) => locals.app.limits.take(kind, who, limits[kind]);
  if (request.method !== "GET" && request.method !== "HEAD") return take("change") ?? take("all");
  return (id.startsWith("/v0/") && id.endsWith("/availability") ? take("availability") : null) ??
    take("all");
}

function objection({ request, url, route, cookies, locals }: RequestEvent) {
  return objectionTo({
    method: request.method,
    headers: request.headers,
    url,
    baseUrl: locals.app.baseUrl,
    hasSession: cookies.get(sessions.sessionCookie) !== undefined,
    isTokenPage: isTokenRoute(route.id),
  });
}

async function recognise(event: RequestEvent): Promise<void> {
  const secret = event.cookies.get(sessions.sessionCookie);
  if (!secret || isWidgetRoute(event.route.id)) return;
  const found = await sessions.find(event.locals.app, secret);
  if (!found) return;
  event.locals.host = found.host;
  event.locals.session = found.session.hash;
  if (found.extended) writeSessionCookie(event, secret);
}

/** The dashboard, and all of the API but what is made for guests and for signing in. */
function needsHost({ route }: RequestEvent): boolean {
  const id = route.id ?? "";
  if (id === "/dashboard" || id.startsWith("/dashboard/")) return true;
  return id.startsWith("/v0/") && !/^\/v0\/(users|bookings|auth|openapi\.json)(\/|$)/.test(id);
}

function askToSignIn(event: RequestEvent): Response {
  if (isApi(event)) return problem({ code: "signed-out" });
  const to = event.request.method === "GET" ? event.url.pathname + event.url.search : "/dashboard";
  const address = `/auth/sign-in?to=${encodeURIComponent(to)}`;
  if (isAskedByScript(event)) {
    return Response.json({ type: "redirect", status: 303, location: address });
  }
  return new Response(null, { status: 303, headers: { location: address } });
}

function refuse(event: RequestEvent, refusal: Refusal): Response {
  if (isApi(event)) return problem(refusal);
  const message = told(refusal).sentence, status = statusOf[refusal.code];
  const answer = isAskedByScript(event)
    ? Response.json({ type: "error", status, error: { message }, message }, { status })
    : plainPage(status, {
      title: wordsFor("en").frame.error.title,
      text: message,
      way: { href: "/", label: wordsFor("en").frame.error.back },
    });
  if (refusal.retryAfter) answer.headers.set("retry-after", String(refusal.retryAfter));
  return answer;
}

/** A page of ours asks for its data, or sends a form, in the background. */
function isAskedByScript(event: RequestEvent): boolean {
  return event.isDataRequest || event.request.headers.get("x-sveltekit-action") === "true";
}

function isApi({ url }: RequestEvent): boolean {
  return url.pathname.startsWith("/v0/");
}

/** What the framework answers by itself (404, 405, a fault) in the form of the API. */
function inApiWords({ locals }: RequestEvent, answer: Response): Response {
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
