import { openWindowsOver } from "$lib/scheduling/open-windows.ts";
import { dateAt, daySpan } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { explainStart, type Reason } from "$lib/scheduling/slot-reasons.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { computeSlots, type SlotQuery } from "$lib/scheduling/slots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { freshness } from "$lib/scheduling/calendar-state.ts";
import { LONGEST_SLOT, readOffering, termsOf } from "./offering.ts";
import { type OfferingSnapshot, slotQuery, type SlotTerms } from "./slot-query.ts";
import { calendarNames } from "./calendar-names.ts";

/** An instant and why it is not offered; no reason means that it is. */
export interface ExplainedStart {
  start: number;
  reasons: Reason[];
}

/** The reasons, and what they were computed from. */
export interface Explanation {
  /** The requested instant; null when none was requested. */
  requested: ExplainedStart | null;
  /** Every start that the hours give within the window. */
  starts: ExplainedStart[];
  query: SlotQuery;
  scheduleName: string;
  /** Calendars over which a type may hide its times. */
  staleCalendars: string[];
}

/** Which starts of one host to explain. */
export interface ExplainQuery {
  host: Host;
  type: EventType;
  minutes: number;
  window: Span;
  /** An instant to explain whether or not the hours offer it; epoch ms. */
  requested?: number | null;
}

/** Why each start within a window is offered or not: the query of the picker, with the name of the calendar behind each busy time. */
export async function explainWindow(
  app: App,
  { host, type, minutes, window, requested = null }: ExplainQuery,
): Promise<Explanation> {
  const whole = requested === null ? window : {
    start: Math.min(window.start, requested),
    end: Math.max(window.end, requested + 1),
  };
  const terms = termsOf(app, { minutes });
  const [snapshot, names] = await Promise.all([
    readHost(app, { host, type, window: whole }),
    calendarNames(app.kv, host.id),
  ]);
  const query = slotQuery(withCalendarNames(snapshot, names), terms, whole);
  const explained = (start: number): ExplainedStart => ({
    start,
    reasons: explainStart(start, query),
  });
  return {
    requested: requested === null ? null : explained(requested),
    starts: gridStartsOfHours(query, snapshot, window).map(explained),
    query,
    scheduleName: snapshot.policies.schedule?.name ?? "",
    staleCalendars: staleCalendars(snapshot, terms, whole.end + LONGEST_SLOT)
      .map((key) => names.get(key) ?? ""),
  };
}

/** The same for the date of a requested instant in the host's zone. */
export function explainDay(
  app: App,
  query: Omit<ExplainQuery, "window"> & { requested: number },
): Promise<Explanation> {
  const { host: { zone }, requested } = query;
  return explainWindow(app, { ...query, window: daySpan(dateAt(requested, zone), zone) });
}

async function readHost(
  app: App,
  { host, type, window }: Pick<ExplainQuery, "host" | "type" | "window">,
): Promise<OfferingSnapshot> {
  await app.checkLedger(host.id);
  const [snapshot] = await readOffering(app, { hosts: [host], type, window }) ?? [];
  if (!snapshot) throw new Error("a host who looks at their own page is there");
  return snapshot;
}

/** Busy time with the names of calendars in place of their keys. */
function withCalendarNames(
  snapshot: OfferingSnapshot,
  names: ReadonlyMap<string, string>,
): OfferingSnapshot {
  const busy = snapshot.busy.map((each) => ({
    ...each,
    calendar: names.get(each.calendar ?? "") ?? "",
  }));
  return { ...snapshot, busy };
}

/** The keys of calendars that are not known up to an instant. */
function staleCalendars(
  { guard: { guard } }: OfferingSnapshot,
  { now, syncIntervalMs }: SlotTerms,
  upTo: number,
): string[] {
  return Object.entries(guard.calendars)
    .filter(([, state]) => freshness(state, now, syncIntervalMs, upTo) !== "fresh")
    .map(([key]) => key);
}

/** The starts that the hours alone would give, and those that are offered: behind a closure a new grid begins. */
export function gridStartsOfHours(
  query: SlotQuery,
  { host: { zone }, policies: { schedule } }: OfferingSnapshot,
  window: Span,
): number[] {
  const { minutes } = query;
  const hours = openWindowsOver(
    schedule?.rules ?? [],
    zone,
    window,
    minutes,
    schedule?.overrides ?? [],
  );
  const bare = computeSlots({
    ...query,
    windows: hours,
    busy: [],
    holds: [],
    fullPeriods: [],
    now: -Infinity,
    earliest: -Infinity,
    bookingWindowEnd: Infinity,
    knownUntil: Infinity,
    window,
  });
  const all = new Set([...bare, ...computeSlots({ ...query, window })]);
  return [...all].sort((a, b) => a - b);
}
