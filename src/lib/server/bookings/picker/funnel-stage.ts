import { dateAt } from "$lib/scheduling/day.ts";
import type { FunnelStage } from "$lib/scheduling/funnel.ts";
import type { App } from "../../app.ts";
import type { BookingPage } from "../../event-types/booking-page.ts";

/** The parts of a request that say whether a person took a step. */
export type CountedRequest = Pick<Request, "method" | "headers">;

const browsers = /^(Mozilla|Opera)\//;
const programs = /bot\b|crawl|spider|slurp|preview|externalhit|scan|monitor|headless|http/i;

/** Whether a request may be counted: of a browser whose owner did not ask not to be tracked, and not ahead of time. */
export function isCounted({ headers }: CountedRequest): boolean {
  const agent = headers.get("user-agent") ?? "";
  if (!browsers.test(agent) || programs.test(agent)) return false;
  if (headers.get("dnt") === "1" || headers.get("sec-gpc") === "1") return false;
  const purpose = headers.get("sec-purpose") ?? headers.get("purpose") ?? "";
  return !/prefetch|prerender|preview/i.test(purpose);
}

/**
 * The step that a request to a picker is: a page view when it comes from elsewhere, a selection when the page it comes
 * from showed no or another time; null for moving about in the picker and for what is not counted.
 */
export function funnelStage(url: URL, request: CountedRequest): FunnelStage | null {
  if (request.method !== "GET" || url.searchParams.has("preview") || !isCounted(request)) {
    return null;
  }
  const referrer = URL.parse(request.headers.get("referer") ?? "");
  if (referrer?.pathname !== url.pathname) return url.searchParams.has("part") ? null : "page_view";
  const slot = url.searchParams.get("slot");
  return slot && referrer.searchParams.get("slot") !== slot ? "slot_selection" : null;
}

/** Counts a step towards an event type, on today's date in its owner's zone. */
export function countStage(
  app: Pick<App, "funnel" | "now">,
  { owner, type }: Pick<BookingPage, "owner" | "type">,
  stage: FunnelStage,
): void {
  const date = dateAt(app.now(), owner.zone);
  app.funnel.count({ ownerId: owner.id, typeId: type.id, date }, stage);
}
