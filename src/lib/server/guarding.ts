import type { Handle, HandleServerError, RequestEvent, ResolveOptions } from "@sveltejs/kit";
import { wordsFor } from "$lib/words/index.ts";
import type { App } from "./app.ts";
import { clientAddress, countedAs } from "./client-address.ts";
import { compressed } from "./compressing.ts";
import type { Limit } from "./limits.ts";
import { leadsNowhere } from "./nowhere.ts";
import { getCookie } from "./own-cookies.ts";
import { notePassedOn } from "./passed-on.ts";
import { isPart, partOf } from "./picker/part.ts";
import { askToSignIn, faultAnswer, fullAnswer, inApiWords, isApi, refuse } from "./refusing.ts";
import { objectionTo } from "./same-origin.ts";
import { isTokenRoute, isWidgetRoute, setSecurityHeaders } from "./security-headers.ts";
import { writeSessionCookie } from "./session-cookie.ts";
import * as sessions from "./sessions.ts";
import { cannotSave } from "./store/trouble.ts";

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
      baseUrl: event.locals.app.baseUrl,
      route: event.route.id,
      frameAncestors: event.locals.frameAncestors,
    });
    return answer;
  };
}

/** What nobody expected: logged under an id that the person is shown; an unknown address is no fault. */
export const handleFault: HandleServerError = ({ error, event, status, message }) => {
  if (status < 500) return { message };
  if (cannotSave(error)) {
    event.locals.cannotSave = true;
    return { message: wordsFor("en").refusals.sentences["cannot-save"] };
  }
  const id = event.locals.app.log.fault("page", error, { route: event.route.id });
  event.locals.fault = id;
  return { message: wordsFor("en").frame.error.text, id };
};

async function answerOf(
  event: RequestEvent,
  resolve: Parameters<Handle>[0]["resolve"],
): Promise<Response> {
  notePassedOn(event);
  const wait = waitOf(event);
  if (wait !== null) return refuse(event, { code: "too-many", retryAfter: wait });
  if (objection(event)) return refuse(event, { code: "forbidden" });
  if (await isUnreadable(event.request)) return refuse(event, { code: "malformed" });
  if (leadsNowhere(event)) return refuse(event, { code: "not-found" });
  await recognise(event);
  if (needsHost(event) && !event.locals.host) return askToSignIn(event);
  const answer = await resolve(event, isPart(event.url) ? { transformPageChunk: inPart() } : {});
  if (event.locals.cannotSave) return fullAnswer(event);
  if (answer.status === 503 && !answer.headers.has("retry-after")) {
    answer.headers.set("retry-after", "30");
  }
  return compressed(event, isApi(event) ? inApiWords(event, answer) : answer);
}

/** Keeps the whole page back until it is there, and lets the picker through. */
function inPart(): NonNullable<ResolveOptions["transformPageChunk"]> {
  let page = "";
  return ({ html, done }) => {
    page += html;
    return done ? partOf(page) : "";
  };
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
  if (["/health", "/ready", "/metrics"].includes(id)) return null;
  if (request.method === "GET" && (id.endsWith("/events") || id.startsWith("/live/"))) return null;
  const who = countedAs(locals.client);
  const take = (kind: keyof typeof limits) => locals.app.limits.take(kind, who, limits[kind]);
  if (request.method !== "GET" && request.method !== "HEAD") return take("change") ?? take("all");
  return (id.startsWith("/v0/") && id.endsWith("/availability") ? take("availability") : null) ??
    take("all");
}

function objection(event: RequestEvent) {
  const { request, url, route, locals } = event;
  return objectionTo({
    method: request.method,
    headers: request.headers,
    url,
    baseUrl: locals.app.baseUrl,
    hasSession: getCookie(event, sessions.sessionCookie) !== null,
    isTokenPage: isTokenRoute(route.id),
  });
}

/** Of all forms only this kind can be such that there is nothing to read: without a boundary, or cut short. */
async function isUnreadable(request: Request): Promise<boolean> {
  if (!/^multipart\/form-data\b/i.test(request.headers.get("content-type") ?? "")) return false;
  try {
    await request.clone().formData();
    return false;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return true;
  }
}

async function recognise(event: RequestEvent): Promise<void> {
  const secret = getCookie(event, sessions.sessionCookie);
  if (!secret || isWidgetRoute(event.route.id)) return;
  const found = await sessions.find(event.locals.app, secret);
  if (!found) return;
  event.locals.host = found.host;
  event.locals.session = found.session.hash;
  if (found.extended) writeSessionCookie(event, secret, found.session);
}

/** The dashboard, and all of the API but what is made for guests and for signing in. */
function needsHost({ route }: RequestEvent): boolean {
  const id = route.id ?? "";
  if (id === "/dashboard" || id.startsWith("/dashboard/")) return true;
  return id.startsWith("/v0/") && !/^\/v0\/(users|bookings|auth|openapi\.json)(\/|$)/.test(id);
}
