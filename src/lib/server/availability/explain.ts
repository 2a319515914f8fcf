import { openWindowsOver } from "$lib/scheduling/open-windows.ts";
import { dateAt, daySpan } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { explainStart, type Reason } from "$lib/scheduling/slot-reasons.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { busyOutsideHolds } from "$lib/scheduling/holds.ts";
import { type BusyTime, computeSlots, type SlotQuery } from "$lib/scheduling/slots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { getGuard, type Guard } from "../store/guard.ts";
import { freshness } from "$lib/scheduling/calendar-state.ts";
import { type AvailabilityInputs, slotQuery, withMaxReach } from "./find-slots.ts";
import { readBusy } from "../store/busy.ts";
import { listConnections } from "../store/connections.ts";
import { calendarKey } from "../store/keys.ts";
import { listHolds } from "../store/ledger.ts";
import { readHostPolicies } from "./host-policies.ts";

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
  const { grounds, notFresh } = await readNamedInputs(app, host, type, whole, now);
  const question = slotQuery(grounds, host, type, minutes, whole, now, syncIntervalMs);
  const why = (start: number): ExplainedStart => ({
    start,
    reasons: explainStart(start, question),
  });
  return {
    requested: asked === null ? null : why(asked),
    starts: gridStartsOfHours(question, grounds, host.zone, window).map(why),
    query: question,
    scheduleName: grounds.schedule?.name ?? "",
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

async function readNamedInputs(
  app: App,
  host: Host,
  type: EventType,
  window: Span,
  now: number,
): Promise<{ grounds: AvailabilityInputs; notFresh: string[] }> {
  await app.checkLedger(host.id);
  const { guard } = await getGuard(app.kv, host.id);
  const reach = withMaxReach(window);
  const [terms, holds, names] = await Promise.all([
    readHostPolicies(app.kv, host, type, window),
    listHolds(app.kv, host.id, reach),
    calendarNames(app, host.id),
  ]);
  const busy: BusyTime[] = [];
  const notFresh: string[] = [];
  for (const [key, state] of Object.entries(guard.calendars)) {
    const only: Guard = { ...guard, calendars: { [key]: state } };
    const calendar = names.get(key) ?? "";
    const read = busyOutsideHolds(await readBusy(app.kv, host.id, only, reach), holds, now);
    busy.push(...read.map((span) => ({ ...span, calendar })));
    const upTo = window.end + 480 * 60_000;
    if (freshness(state, now, app.settings.syncIntervalMs, upTo) !== "fresh") {
      notFresh.push(calendar);
    }
  }
  return { grounds: { ...terms, guard, holds, busy }, notFresh };
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
