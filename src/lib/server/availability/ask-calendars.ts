import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Busy, withBuffers } from "$lib/scheduling/holds.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { getIgnoredEntries } from "../store/ignored-entries.ts";
import { listConnections } from "../store/connections.ts";
import { getGuard, type Guard } from "../kv/guard.ts";
import { getHost } from "../store/hosts.ts";
import { calendarKey } from "../kv/calendar-keys.ts";

/** How long a guest who has sent the form waits for the host's calendars. */
const SUBMIT_LIMIT_MS = 3_000;

/** What one host's chosen calendars answer for a span right now. */
export interface CalendarAnswer {
  /** The span that was queried; the answer covers nothing else. */
  span: Span;
  busy: (Busy & { title: string; calendar: string; isPrivate?: true })[];
  /** Names of calendars that did not answer in time. */
  unreachable: string[];
  /** The sync generations that the store had of them before they were queried. */
  generations: string;
}

/** The answers of several hosts' calendars, by the host's id. */
export type CalendarAnswers = ReadonlyMap<string, CalendarAnswer>;

/** Queries every chosen calendar of a host for busy time in a span; those that do not answer within the limit (ms) are listed as unreachable. */
export async function askCalendars(
  app: App,
  host: Host,
  span: Span,
  limitMs: number,
): Promise<CalendarAnswer> {
  const { guard } = await getGuard(app.kv, host.id);
  const answers: CalendarAnswer = {
    span,
    busy: [],
    unreachable: [],
    generations: syncGenerationsOf(guard),
  };
  const queries: Promise<void>[] = [];
  for (const connection of await listConnections(app.kv, host.id)) {
    for (const calendar of connection.calendars.filter((each) => each.blocks)) {
      const query = queryBusyTimes(app, host, connection, calendar.id, span);
      const key = calendarKey({ connectionId: connection.id, calendarId: calendar.id });
      // Its listing is incomplete, so what it leaves out may be busy all the same.
      if (guard.calendars[key]?.isListingIncomplete) answers.unreachable.push(calendar.name);
      queries.push(
        withTimeout(query, limitMs).then(
          (spans) => {
            for (const busy of spans) {
              answers.busy.push({ ...busy, title: busy.title ?? "", calendar: calendar.name });
            }
          },
          (error) => {
            app.log.warn("calendar-unreachable", {
              host: host.id,
              reason: String(error?.reason ?? error?.name),
            });
            if (!answers.unreachable.includes(calendar.name)) {
              answers.unreachable.push(calendar.name);
            }
          },
        ),
      );
    }
  }
  await Promise.all(queries);
  answers.busy.sort((a, b) => a.start - b.start);
  return answers;
}

async function queryBusyTimes(
  app: App,
  host: Host,
  connection: Connection,
  calendarId: string,
  span: Span,
) {
  const opened = await app.openCalendar(connection, host);
  const calendar = calendarKey({ connectionId: connection.id, calendarId });
  return await opened.busy(calendarId, span, await getIgnoredEntries(app.kv, host.id, calendar));
}

function withTimeout<T>(work: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DOMException("no answer in time", "TimeoutError")),
      limitMs,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Queries the calendars of each of these hosts, in parallel; a missing host has no answer. */
export async function askEach(
  app: App,
  hostIds: readonly string[],
  span: Span,
  limitMs: number,
): Promise<CalendarAnswers> {
  const answers = await Promise.all(hostIds.map(async (hostId) => {
    const host = await getHost(app.kv, hostId);
    return host && [hostId, await askCalendars(app, host, span, limitMs)] as const;
  }));
  return new Map(answers.filter((answer) => answer !== null));
}

/** For an instant type, what the calendars of each host answer for a time; empty for the others. Called before the lock is taken, as calendars may be slow. */
export async function askForInstant(
  app: App,
  hostIds: readonly string[],
  type: EventType | null,
  time: Span,
): Promise<CalendarAnswers> {
  if (type?.decision !== "instant") return new Map();
  const { bufferBefore, bufferAfter } = type;
  return await askEach(
    app,
    hostIds,
    withBuffers({ ...time, bufferBefore, bufferAfter }),
    SUBMIT_LIMIT_MS,
  );
}

/** Identifies which sync generations of a host's calendars the store has. */
export function syncGenerationsOf({ calendars }: Guard): string {
  return Object.values(calendars).map(({ generation }) => generation).sort().join(" ");
}
