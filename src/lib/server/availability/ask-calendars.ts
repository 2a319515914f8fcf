import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Busy, withBuffers } from "$lib/scheduling/holds.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { getIgnoredEntries } from "../store/ignored-entries.ts";
import { listConnections } from "../store/connections.ts";
import { getGuard } from "../store/guard.ts";
import { calendarKey } from "../store/keys.ts";

/** How long a guest who has sent the form waits for the host's calendars. */
const SUBMIT_LIMIT_MS = 3_000;

/** What the chosen calendars say about a span right now. */
export interface CalendarAnswers {
  busy: (Busy & { title: string; calendar: string })[];
  /** Names of calendars that could not be asked in time. */
  unreachable: string[];
}

/** Asks every chosen calendar of a host what is busy in a span; whoever does not answer within the limit is named. */
export async function askCalendars(
  app: App,
  host: Host,
  span: Span,
  limitMs: number,
): Promise<CalendarAnswers> {
  const answers: CalendarAnswers = { busy: [], unreachable: [] };
  const { guard } = await getGuard(app.kv, host.id);
  const asked: Promise<void>[] = [];
  for (const connection of await listConnections(app.kv, host.id)) {
    for (const calendar of connection.calendars.filter((each) => each.blocks)) {
      const ask = askCalendar(app, host, connection, calendar.id, span);
      const key = calendarKey({ connectionId: connection.id, calendarId: calendar.id });
      // Its answers leave out what is there: what it does not name is as unknown as if it had not answered.
      if (guard.calendars[key]?.isListingIncomplete) answers.unreachable.push(calendar.name);
      asked.push(
        withTimeout(ask, limitMs).then(
          (spans) => {
            for (const busy of spans) {
              answers.busy.push({ ...busy, title: busy.title ?? "", calendar: calendar.name });
            }
          },
          (error) => {
            app.log.warn("calendar-not-asked", {
              host: host.id,
              why: String(error?.why ?? error?.name),
            });
            if (!answers.unreachable.includes(calendar.name)) {
              answers.unreachable.push(calendar.name);
            }
          },
        ),
      );
    }
  }
  await Promise.all(asked);
  answers.busy.sort((a, b) => a.start - b.start);
  return answers;
}

async function askCalendar(
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

/** For an instant type: what its calendars say about a time right now, asked before anybody waits in turn; null for the others. */
export async function askForInstant(
  app: App,
  host: Host,
  type: EventType,
  start: number,
  minutes: number,
): Promise<InstantCalendarAnswer | null> {
  if (type.decision !== "instant") return null;
  const span = withBuffers({
    start,
    end: start + minutes * 60_000,
    bufferBefore: type.bufferBefore,
    bufferAfter: type.bufferAfter,
  });
  const { busy, unreachable } = await askCalendars(app, host, span, SUBMIT_LIMIT_MS);
  return { busy, complete: unreachable.length === 0 };
}

/** What the calendars said when an instant type asked them just now; null when nobody was asked. */
export interface InstantCalendarAnswer {
  busy: Busy[];
  complete: boolean;
}
