import { openWindowsOver } from "$lib/scheduling/availability.ts";
import { dateAt, daySpan } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { explain, type Reason } from "$lib/scheduling/explain.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { busyBeside } from "$lib/scheduling/ledger.ts";
import { type Blocked, type SlotQuestion, slots } from "$lib/scheduling/slots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "./app.ts";
import { freshness, type Guard } from "./calendars/calendar.ts";
import { type Grounds, reachOf, slotQuestion } from "./offers.ts";
import { readBusy } from "./store/busy.ts";
import { listConnections } from "./store/connections.ts";
import { getGuard } from "./store/guard.ts";
import { calendarKey } from "./store/keys.ts";
import { listHolds } from "./store/ledger.ts";
import { readTerms } from "./terms.ts";

/** An instant and why it is not offered; no reason means that it is. */
export interface Explained {
  start: number;
  reasons: Reason[];
}

/** What is explained, and what it was explained from. */
export interface Explanation {
  /** The instant that was asked for, if one was. */
  asked: Explained | null;
  /** Every start that the hours give within the window. */
  starts: Explained[];
  question: SlotQuestion;
  scheduleName: string;
  /** Calendars over which a type may hide its times. */
  notFresh: string[];
}

/** Why each start within a window is offered or not: the question of the picker, with the name of the calendar behind each busy time. */
export async function explainIn(
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
  const { grounds, notFresh } = await namedGrounds(app, host, type, whole, now);
  const question = slotQuestion(grounds, host, type, minutes, whole, now, syncIntervalMs);
  const why = (start: number): Explained => ({ start, reasons: explain(start, question) });
  return {
    asked: asked === null ? null : why(asked),
    starts: startsOfHours(question, grounds, host.zone, window).map(why),
    question,
    scheduleName: grounds.schedule?.name ?? "",
    notFresh,
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
  return explainIn(app, host, type, minutes, day, asked);
}

async function namedGrounds(
  app: App,
  host: Host,
  type: EventType,
  window: Span,
  now: number,
): Promise<{ grounds: Grounds; notFresh: string[] }> {
  await app.checkLedger(host.id);
  const { guard } = await getGuard(app.kv, host.id);
  const reach = reachOf(window);
  const [terms, holds, names] = await Promise.all([
    readTerms(app.kv, host, type, window),
    listHolds(app.kv, host.id, reach),
    calendarNames(app, host.id),
  ]);
  const busy: Blocked[] = [];
  const notFresh: string[] = [];
  for (const [key, state] of Object.entries(guard.calendars)) {
    const only: Guard = { ...guard, calendars: { [key]: state } };
    const calendar = names.get(key) ?? "";
    const read = busyBeside(await readBusy(app.kv, host.id, only, reach), holds, now);
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
function startsOfHours(
  question: SlotQuestion,
  { schedule }: Grounds,
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
  const bare = slots({
    ...question,
    windows: hours,
    blocked: [],
    holds: [],
    full: [],
    now: -Infinity,
    earliest: -Infinity,
    horizon: Infinity,
    knownUntil: Infinity,
    window,
  });
  const all = new Set([...bare, ...slots({ ...question, window })]);
  return [...all].sort((a, b) => a - b);
}
