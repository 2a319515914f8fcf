/** Why a wanted time was not offered, and which one change of the settings alone would have offered it. */
import { clockMinutes, dateAt, weekdayOf } from "$lib/scheduling/day.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { type EventType, slotIntervalOf } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { bookingWindowEnd } from "$lib/scheduling/open-windows.ts";
import { explainStart, type ReasonCode } from "$lib/scheduling/slot-reasons.ts";
import type { SlotQuery } from "$lib/scheduling/slots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { applyChange, type Change, changeText } from "$lib/scheduling/wanted/change.ts";
import { changesFor, possibleChanges } from "$lib/scheduling/wanted/possible-changes.ts";
import {
  type StartOrDay,
  type WantedReason,
  wantedReasons,
  wantedReasonsOf,
  type WeekSlot,
} from "$lib/scheduling/wanted/wanted-time.ts";
import type { App } from "../app.ts";
import { gridStartsOfHours } from "./explain.ts";
import { readOffering, startsIn, termsOf } from "./offering.ts";
import { type OfferingSnapshot, slotQueries, slotQuery, type SlotTerms } from "./slot-query.ts";

/** A wanted time of an event type; `zone` is its owner's. */
export interface WantedQuestion {
  hosts: readonly Host[];
  type: EventType;
  minutes: number;
  zone: string;
  time: StartOrDay;
  /** When it was asked for, epoch ms. */
  at: number;
  /** Whether a request for it was refused. */
  isRefused: boolean;
  /** The booking that would have moved there; what it holds counts as free. */
  excludedBookingId?: string | null;
  /** Bookings that would have given up their time with it. */
  movedWith?: readonly string[];
}

export interface ExplainedTime {
  slot: WeekSlot;
  reasons: WantedReason[];
  /** By `changeText`. */
  changes: string[];
}

/** Reasons that hold for a team whoever would take the booking. */
const general: readonly WantedReason[] = ["notice", "window", "limit"];

/** The longest ahead that a wanted time is taken seriously, in ms; nothing further can ever be booked. */
const LONGEST_AHEAD = 366 * DAY;

/**
 * Explains a wanted time by the settings and bookings of this moment. Null for a time that is offered or has passed, a day that
 * cannot be booked, and where nobody is left to take it.
 */
export async function explainWanted(
  app: App,
  wanted: WantedQuestion,
): Promise<ExplainedTime | null> {
  const { zone, at, isRefused } = wanted;
  const window = windowOf(wanted);
  if (!window) return null;
  const snapshots = await readOffering(app, { ...wanted, window });
  if (!snapshots) return null;
  const terms = { ...termsOf(app, wanted), now: at };
  const reasons = startsIn(snapshots, terms, window).length === 0
    ? reasonsOf(snapshots, terms, wanted, window)
    // A calendar that was asked just now knew better than its copy.
    : isRefused
    ? ["busy" as const]
    : [];
  if (reasons.length === 0) return null;
  const slot = slotOf(wanted, zone);
  const changes = consideredChanges(snapshots, wanted, reasons)
    .filter((change) => startsIn(after(change, snapshots), terms, window).length > 0);
  return { slot, reasons, changes: changes.map(changeText) };
}

/** Which starts would have been right; null where there can be none. */
function windowOf({ time, at, type, zone }: WantedQuestion): Span | null {
  if (time.start > at + LONGEST_AHEAD) return null;
  if (time.kind === "start") {
    return time.start > at ? { start: time.start, end: time.start + 1 } : null;
  }
  const isBookable = time.end > at && time.start < bookingWindowEnd(type, at, zone);
  return isBookable ? { start: time.start, end: time.end } : null;
}

function slotOf({ time }: WantedQuestion, zone: string): WeekSlot {
  const instant = time.kind === "day" ? (time.start + time.end) / 2 : time.start;
  const date = dateAt(instant, zone);
  const weekday = weekdayOf(date);
  if (time.kind === "day") return { weekday, halfHour: null };
  return { weekday, halfHour: Math.floor(clockMinutes(instant, date, zone) / 30) };
}

/** Of a team only what holds for each of its members. */
function reasonsOf(
  snapshots: readonly OfferingSnapshot[],
  terms: SlotTerms,
  { time, type }: WantedQuestion,
  window: Span,
): WantedReason[] {
  const queries = type.team?.mode === "collective"
    ? slotQueries(snapshots, terms, window)
    : snapshots.map((snapshot) => slotQuery(snapshot, terms, window));
  const each = queries.map((query, n) =>
    time.kind === "start"
      ? wantedReasonsOf(codesAt(time.start, query))
      : reasonsOfDay(query, snapshots[n]!, window)
  );
  if (!type.team) return each[0] ?? [];
  if (each.some((reasons) => reasons.length === 0) && time.kind === "start") {
    return ["member"];
  }
  const common = general.filter((reason) => each.every((reasons) => reasons.includes(reason)));
  return common.length > 0 ? common : ["member"];
}

function codesAt(start: number, query: SlotQuery): ReasonCode[] {
  return explainStart(start, query).map(({ code }) => code);
}

/** The reason that keeps most starts of a day's hours from being offered; of a day without hours what closes it. */
function reasonsOfDay(query: SlotQuery, snapshot: OfferingSnapshot, day: Span): WantedReason[] {
  const starts = gridStartsOfHours(query, snapshot, day).filter((start) => start > query.now);
  if (starts.length === 0) {
    const noon = (day.start + day.end) / 2;
    const isOff = wantedReasonsOf(codesAt(Math.max(noon, query.now + 1), query)).includes("off");
    return [isOff ? "off" : "hours"];
  }
  const counts = new Map<WantedReason, number>();
  for (const start of starts) {
    const [first] = wantedReasonsOf(codesAt(start, query));
    if (first) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return wantedReasons.filter((reason) => counts.get(reason) === most).slice(0, 1);
}

/** A start with several reasons is not offered by one change; a day, or a team, may be. */
function consideredChanges(
  snapshots: readonly OfferingSnapshot[],
  { type, minutes, zone, time }: WantedQuestion,
  reasons: readonly WantedReason[],
): Change[] {
  const { schedule, rules } = snapshots[0]!.policies;
  const settings = type.team
    ? { type, schedule: null, hostLimits: null }
    : { type, schedule, hostLimits: rules.bookingLimits };
  const end = time.kind === "day" ? time.end : time.start + minutes * MINUTE;
  const weekdays = new Set([time.start, end - 1].map((at) => weekdayOf(dateAt(at, zone))));
  const wanted = { weekdays: [...weekdays], slotInterval: slotIntervalOf(type, minutes) };
  if (type.team || time.kind === "day") return possibleChanges(settings, wanted);
  return reasons.length === 1 ? changesFor(reasons[0]!, settings, wanted) : [];
}

function after(change: Change, snapshots: readonly OfferingSnapshot[]): OfferingSnapshot[] {
  return snapshots.map((snapshot) => {
    const { policies } = snapshot;
    const { type, schedule, hostLimits: bookingLimits } = applyChange({
      type: policies.type,
      schedule: policies.schedule,
      hostLimits: policies.rules.bookingLimits,
    }, change);
    const rules = { ...policies.rules, bookingLimits };
    return { ...snapshot, policies: { ...policies, type, schedule, rules } };
  });
}
