import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Busy, padded } from "$lib/scheduling/ledger.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import type { Connection } from "../calendars/calendar.ts";
import { getAccepted } from "../store/accepted.ts";
import { listConnections } from "../store/connections.ts";
import { getGuard } from "../store/guard.ts";
import { calendarKey } from "../store/keys.ts";
import type { JustAsked } from "./verdict.ts";

/** How long a guest who has sent the form waits for the host's calendars. */
const SUBMIT_LIMIT_MS = 3_000;

/** What the chosen calendars say about a span right now. */
export interface Answers {
  busy: (Busy & { title: string; calendar: string })[];
  /** Names of calendars that could not be asked in time. */
  unasked: string[];
}

/** Asks every chosen calendar of a host what is busy in a span; whoever does not answer within the limit is named. */
export async function askCalendars(
  app: App,
  host: Host,
  span: Span,
  limitMs: number,
): Promise<Answers> {
  const answers: Answers = { busy: [], unasked: [] };
  const { guard } = await getGuard(app.kv, host.id);
  const asked: Promise<void>[] = [];
  for (const connection of await listConnections(app.kv, host.id)) {
    for (const calendar of connection.calendars.filter((each) => each.blocks)) {
      const ask = askOne(app, host, connection, calendar.id, span);
      const key = calendarKey({ connectionId: connection.id, calendarId: calendar.id });
      // Its answers leave out what is there: what it does not name is as unknown as if it had not answered.
      if (guard.calendars[key]?.incomplete) answers.unasked.push(calendar.name);
      asked.push(
        within(ask, limitMs).then(
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
            if (!answers.unasked.includes(calendar.name)) answers.unasked.push(calendar.name);
          },
        ),
      );
    }
  }
  await Promise.all(asked);
  answers.busy.sort((a, b) => a.start - b.start);
  return answers;
}

async function askOne(
  app: App,
  host: Host,
  connection: Connection,
  calendarId: string,
  span: Span,
) {
  const opened = await app.openCalendar(connection, host);
  const calendar = calendarKey({ connectionId: connection.id, calendarId });
  return await opened.busy(calendarId, span, await getAccepted(app.kv, host.id, calendar));
}

function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DOMException("no answer in time", "TimeoutError")),
      limitMs,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** For an instant type: what its calendars say about a time right now, asked before anybody waits in turn; null for the others. */
export async function askFirst(
  app: App,
  host: Host,
  type: EventType,
  start: number,
  minutes: number,
): Promise<JustAsked | null> {
  if (type.decision !== "instant") return null;
  const span = padded({
    start,
    end: start + minutes * 60_000,
    before: type.before,
    after: type.after,
  });
  const { busy, unasked } = await askCalendars(app, host, span, SUBMIT_LIMIT_MS);
  return { busy, complete: unasked.length === 0 };
}
