import type { RequestEvent } from "@sveltejs/kit";
import { lookParameters } from "$lib/scheduling/widget-look.ts";
import { getCookie } from "../auth/cookies.ts";
import * as sessions from "../auth/sessions.ts";
import { preferredHourCycle } from "../views/picker/preferred-hour-cycle.ts";
import { prefersMarkdown } from "./markdown/negotiate.ts";
import { isWidgetRoute } from "./security-headers.ts";

/** The pages of hosts and teams for their guests, by the framework's names of their routes. */
export const guestPages = new Set([
  "/calendar/[username]",
  "/calendar/[username]/[slug]",
  "/team/[team]",
  "/team/[team]/[slug]",
  "/widget/[username]",
  "/widget/[username]/[slug]",
  "/widget/team/[team]",
  "/widget/team/[team]/[slug]",
]);

/** What an address may ask of them: nothing that is of one guest only. */
const parameters = new Set<string>([
  ...["tz", "hours", "lang", "minutes", "month", "date", "part"],
  ...["source", "medium", "campaign", "term", "content"].map((name) => `utm_${name}`),
  ...lookParameters,
]);

/** How a page for guests may be stored: for everybody, by this visitor alone, or by nobody. */
export type Keeping = "shared" | "own" | "none";

/** How an answer may be stored by caches; null for what is no page for guests. */
export function keepingOf(event: RequestEvent): Keeping | null {
  const { request, route, url } = event;
  if (!guestPages.has(route.id ?? "") || event.isDataRequest) return null;
  if (prefersMarkdown(request.headers.get("accept"))) return null;
  const names = [...url.searchParams.keys()];
  const isPlain = names.every((name) => parameters.has(name)) &&
    new Set(names).size === names.length;
  if (request.method !== "GET" && request.method !== "HEAD" || !isPlain) return "none";
  const hasSession = !isWidgetRoute(route.id) && getCookie(event, sessions.sessionCookie) !== null;
  return hasSession || request.headers.has("authorization") ? "own" : "shared";
}

/** Everything of a request that its page depends on. */
export function pageKey({ url, request, locals: { asked, region } }: RequestEvent): string {
  const query = [...url.searchParams].sort(([a], [b]) => a < b ? -1 : 1);
  const clock = preferredHourCycle(request.headers.get("accept-language"));
  return JSON.stringify([url.origin, url.pathname, query, asked, region, clock]);
}
