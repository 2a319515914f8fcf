import type { PickerView } from "$lib/components/picker-view.ts";
import { daySpan } from "$lib/scheduling/day.ts";
import { isDate } from "$lib/scheduling/month.ts";
import type { StartOrDay, WantedTime } from "$lib/scheduling/wanted/wanted-time.ts";
import type { App } from "../../app.ts";
import { rateLimitKey } from "../../runtime/client-address.ts";
import { isCounted, type VisitRequest } from "./view-facts.ts";

/** Who asked, and how: what decides whether a wanted time counts. */
export interface WantedOrigin {
  request: VisitRequest;
  /** The client's address. */
  client: string | null;
  viewerId: string | null;
}

type Page = Pick<WantedTime, "page" | "link" | "bookingId">;

/** What is wanted of a picker that does not have it. */
export type MissedTime = Pick<WantedTime, "minutes" | "time">;

/** What a guest wanted of a picker and it does not have: the chosen time, or the day that was opened; null for neither. */
export function missedTime(query: URLSearchParams, view: PickerView): MissedTime | null {
  const time = timeIn(query, view);
  if (!time || query.has("preview")) return null;
  return { time, minutes: view.chosen?.minutes ?? (Number(query.get("minutes")) || null) };
}

/** Notes it. */
export function noteMissedTime(
  app: App,
  wanted: Page & MissedTime,
  origin: WantedOrigin,
): void {
  if (isCounted(origin.request)) note(app, { ...wanted, isRefused: false }, origin);
}

/** Notes what a picker does not have for the guest who sees it. */
export function notePickerTime(
  app: App,
  wanted: Page,
  { query, view }: { query: URLSearchParams; view: PickerView },
  origin: WantedOrigin,
): void {
  const missed = missedTime(query, view);
  if (missed) noteMissedTime(app, { ...wanted, ...missed }, origin);
}

/** Notes the starts of a form that were refused. */
export function noteRefusedForm(
  app: App,
  wanted: Page & Pick<WantedTime, "minutes">,
  starts: readonly number[],
  origin: WantedOrigin,
): void {
  if (isCounted(origin.request)) noteRefused(app, wanted, starts, origin);
}

/** Notes the starts of an API request that are not offered; whoever asks not to be counted is not, but programs are. */
export function noteRefused(
  app: App,
  wanted: Page & Pick<WantedTime, "minutes">,
  starts: readonly number[],
  origin: WantedOrigin,
): void {
  const { headers } = origin.request;
  if (headers.get("dnt") === "1" || headers.get("sec-gpc") === "1") return;
  for (const start of starts) {
    note(app, { ...wanted, time: { kind: "start", start }, isRefused: true }, origin);
  }
}

function note(app: App, wanted: Omit<WantedTime, "at" | "viewerId">, origin: WantedOrigin): void {
  const { request, client, viewerId } = origin;
  if (client === null) return;
  const visitor = `${rateLimitKey(client)} ${request.headers.get("user-agent")}`;
  app.wanted.note({ ...wanted, at: app.now(), viewerId }, visitor);
}

function timeIn(query: URLSearchParams, { chosen, day, zone }: PickerView): StartOrDay | null {
  if (chosen) {
    return chosen.offered ? null : { kind: "start", start: Date.parse(chosen.iso) };
  }
  const date = query.get("date")?.trim() ?? "";
  if (!isDate(date) || day?.date !== date || day.times.length > 0) return null;
  return { kind: "day", ...daySpan(date, zone.name) };
}
