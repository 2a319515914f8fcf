/** What a request is for, and the refusal of one that the machine cannot do now: before anything is read or changed. */
import type { RequestEvent } from "@sveltejs/kit";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { Rank } from "../runtime/admission.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { HOST_REQUEST_PATH } from "../auth/host-request.ts";
import { isApiPath } from "./check-origin.ts";
import { keepingOf, pageKey } from "./keepable-page.ts";
import { refusalResponse } from "./refusal-response.ts";

/** Who watches over the program must see it under any load, and can suspend the account that causes it. */
const operating = new Set(["/health", "/ready", "/metrics", HOST_REQUEST_PATH]);
/** What pages load with them, and costs next to nothing. */
const small = new Set(["/look.css", "/accent/[colour].css", "/v0/embed/widget.js"]);

/** The pages of links in emails, where bookings are confirmed, moved and cancelled; not their streams and files. */
const isActionPage = (id: string) =>
  /^\/(booking|verify-email)\/[^.]*$/.test(id) && !id.endsWith("/events");

/** A line of the log a minute, however many are refused. */
const oncePerMinute: RateLimit = { max: 1, windowMs: MINUTE };

/** What a request is for; null for monitoring and the operator's commands, which are always answered. */
export function rankOf(event: RequestEvent): Rank | null {
  const { request, url, locals } = event, id = locals.route ?? "";
  if (operating.has(id)) return null;
  // What asks whether a change is allowed (OPTIONS) belongs to it.
  if (request.method !== "GET" && request.method !== "HEAD") return "change";
  // So does the page that it is sent from.
  if (url.searchParams.has("slot") || isActionPage(id)) return "change";
  const isKept = small.has(id) ||
    keepingOf(event) === "shared" && locals.app.pages.get(pageKey(event)) !== null;
  return isKept ? "kept" : "page";
}

/** Why a request cannot be answered now; null when it can. */
export function overloadRefusal(
  { locals: { app, rank } }: Pick<RequestEvent, "locals">,
): Refusal<"overloaded"> | null {
  if (rank === null || app.admission.admits(rank)) return null;
  return refuse(app, rank);
}

/** The same for a page that was kept when it was asked for, and has to be made after all. */
export function remakingRefusal(
  { locals: { app, rank } }: Pick<RequestEvent, "locals">,
): Refusal<"overloaded"> | null {
  if (rank !== "kept" || app.admission.admits("page")) return null;
  return refuse(app, "page");
}

function refuse(app: App, rank: Rank): Refusal<"overloaded"> {
  const { measures, limits, log, admission, requests } = app;
  measures.overloaded.add(rank);
  if (limits.take("overloaded", "", oncePerMinute) === null) {
    log.warn("overloaded", { rank, underWay: requests.count, most: admission.most });
  }
  return { code: "overloaded", retryAfter: admission.retryAfter() };
}

/** The answer to one that is refused. Browsers open a stream again that ends in order, and none after an error status. */
export function overloadResponse(event: RequestEvent, refusal: Refusal<"overloaded">): Response {
  const { request, url } = event, seconds = refusal.retryAfter!;
  if (request.headers.get("accept")?.includes("text/event-stream")) {
    return new Response(`retry: ${seconds * 1000}\n\n`, {
      headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
    });
  }
  const response = refusalResponse(event, refusal);
  const isPage = request.method === "GET" && !event.isDataRequest && !isApiPath(url);
  if (isPage) response.headers.set("refresh", String(seconds));
  return response;
}
