import type { CountedSource, VisitStep } from "$lib/scheduling/counted-days.ts";
import { dateAt, formatUtcOffset, offsetMinutes } from "$lib/scheduling/day.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { PageSettings } from "$lib/scheduling/page-settings.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import type { App } from "../../app.ts";
import type { BookingPage } from "../../event-types/booking-page.ts";
import { rateLimitKey } from "../../runtime/client-address.ts";
import type { PageVisit } from "../../runtime/page-memory.ts";
import { isCounted, viewFacts } from "./view-facts.ts";

/**
 * The steps that a request to a picker is: a view when it comes from elsewhere, a day or time that its address names,
 * and the form when it was shown. Moving about in the picker is none, and neither are previews.
 */
export function visitSteps(
  { url, request }: Pick<PageVisit, "url" | "request">,
  isFormShown: boolean,
): VisitStep[] {
  const query = url.searchParams;
  if (request.method !== "GET" || query.has("preview") || !isCounted(request)) return [];
  const referrer = request.headers.get("referer");
  const isInside = query.has("part") ||
    (referrer !== null && URL.parse(referrer)?.pathname === url.pathname);
  const steps: VisitStep[] = isInside ? [] : ["view"];
  if (query.has("date")) steps.push("day");
  if (query.has("slot")) steps.push("time");
  if (isFormShown) steps.push("form");
  return steps;
}

/** What a visit is counted for. */
export interface CountedPage {
  owner: Pick<BookingPage["owner"], "id" | "zone">;
  type: Pick<BookingPage["type"], "id">;
}

/** Counts what a visitor did on a booking page, on today's date in its owner's zone; nothing where its owner does not want that. */
export function countVisit(
  app: Pick<App, "visits" | "now" | "baseUrl">,
  { owner, type }: CountedPage,
  { countVisits }: Pick<PageSettings, "countVisits">,
  visit: PageVisit & { steps: readonly VisitStep[]; source: CountedSource },
): void {
  const { url, request, client, steps, source } = visit;
  const zone = canonicalZone(url.searchParams.get("tz") ?? "");
  // Who has taken a step is counted already.
  if (!countVisits || (steps.length === 0 && (zone === null || !isCounted(request)))) return;
  const now = app.now();
  app.visits.count({
    ownerId: owner.id,
    typeId: type.id,
    date: today(now, owner.zone),
    source,
    steps,
    visitor: `${rateLimitKey(client)} ${request.headers.get("user-agent")}`,
    facts: () => viewFacts({ url, request, source, ownHost: URL.parse(app.baseUrl)?.hostname }),
    zoneOffset: zone && formatUtcOffset(offsetMinutes(now, zone)),
  });
}

/** Dates by zone in the minute that was asked for last: clocks of all zones pass midnight at a whole minute. */
const dates = { minute: NaN, byZone: new Map<string, string>() };

/** The date in a zone at an instant, worked out once a minute. */
function today(now: number, zone: string): string {
  const minute = Math.floor(now / MINUTE);
  if (minute !== dates.minute) {
    dates.minute = minute;
    dates.byZone.clear();
  }
  const known = dates.byZone.get(zone);
  if (known !== undefined) return known;
  const date = dateAt(now, zone);
  dates.byZone.set(zone, date);
  return date;
}

/** How a visitor came to a page. */
export function visitSource(url: URL): CountedSource {
  if (url.searchParams.has("link")) return "private-link";
  return url.pathname.startsWith("/widget/") ? "widget" : "page";
}
