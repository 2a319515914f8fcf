import { openWindowsOver } from "$lib/scheduling/open-windows.ts";
import { dateAt, daySpan } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { explainStart, type Reason } from "$lib/scheduling/slot-reasons.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { computeSlots, type SlotQuery } from "$lib/scheduling/slots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import type { AvailabilityInputs } from "./snapshots.ts";
import { freshness } from "$lib/scheduling/calendar-state.ts";
import { readInputs, slotQuery } from "./find-slots.ts";
import { listConnections } from "../store/connections.ts";
import { calendarKey } from "../store/keys.ts";

/** An instant and why it is not offered; no reason means that it is. */
export interface ExplainedStart {
  start: number;
  reasons: Reason[];
}

/** What is explained, and what it was explained from. */
export interface Explanation {
  /** The instant that was asked for, if one was. */
  requested: ExplainedStart | null;
  /** Every start that the hours give within the window. */
  starts: ExplainedStart[];
  query: SlotQuery;
  scheduleName: string;
  /** Calendars over which a type may hide its times. */
  staleCalendars: string[];
}

/** Why each start within a window is offered or not: the question of the picker, with the name of the calendar behind each busy time. */
export async function explainWindow(
  app: App,
  host: Host,
  type: EventType,
  minutes: number,
  window: Span,
  asked: number | null = null,
): Promise<Explanation> {
  const now = app.now();
  const { syncIntervalMs } = app.settings;
  const whole = asked === null ? window : {
    start: Math.min(window.start, asked),
    end: Math.max(window.end, asked + 1),
  };
  const { inputs, notFresh } = await readNamed(app, host, type, whole, now);
  const question = slotQuery(inputs, host, type, minutes, whole, now, syncIntervalMs);
  const why = (start: number): ExplainedStart => ({
    start,
    reasons: explainStart(start, question),
  });
  return {
    requested: asked === null ? null : why(asked),
    starts: gridStartsOfHours(question, inputs, host.zone, window).map(why),
    query: question,
    scheduleName: inputs.schedule?.name ?? "",
    staleCalendars: notFresh,
  };
}

/** The same for a date of the host. */
export function explainDay(
  app: App,
  host: Host,
  type: EventType,
  minutes: number,
  asked: number,
): Promise<Explanation> {
  const day = daySpan(dateAt(asked, host.zone), host.zone);
  return explainWindow(app, host, type, minutes, day, asked);
}

/** Availability with the names of calendars in place of their keys, and which of them are not fresh. */
async function readNamed(
  app: App,
  host: Host,
  type: EventType,
  window: Span,
  now: number,
): Promise<{ inputs: AvailabilityInputs; notFresh: string[] }> {
  const [inputs, names] = await Promise.all([
    readInputs(app, host, type, window),
    calendarNames(app, host.id),
  ]);
  if (!inputs) throw new Error("a host who looks at their own page is there");
  const nameOf = (key = "") => names.get(key) ?? "";
  const upTo = window.end + 480 * 60_000;
  const notFresh = Object.entries(inputs.guard.calendars).filter(([, state]) =>
    freshness(state, now, app.settings.syncIntervalMs, upTo) !== "fresh"
  );
  const busy = inputs.busy.map((each) => ({ ...each, calendar: nameOf(each.calendar) }));
  return { inputs: { ...inputs, busy }, notFresh: notFresh.map(([key]) => nameOf(key)) };
}

async function calendarNames(app: App, hostId: string): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const connection of await listConnections(app.kv, hostId)) {
    for (const { id, name } of connection.calendars) {
      names.set(calendarKey({ connectionId: connection.id, calendarId: id }), name);
    }
  }
  return names;
}

/** The starts that hours alone would give, with those that are offered: a closure begins a new grid. */
function gridStartsOfHours(
  question: SlotQuery,
  { schedule }: AvailabilityInputs,
  zone: string,
  window: Span,
): number[] {
  const { minutes } = question;
  const hours = openWindowsOver(
    schedule?.rules ?? [],
    zone,
    window,
    minutes,
    schedule?.overrides ?? [],
  );
  const bare = computeSlots({
    ...question,
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
  const all = new Set([...bare, ...computeSlots({ ...question, window })]);
  return [...all].sort((a, b) => a - b);
}
