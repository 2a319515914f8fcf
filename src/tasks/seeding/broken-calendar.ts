/** Sample calendar whose password was rejected after a first sync. */
import { HOUR } from "../../lib/scheduling/durations.ts";
import type { Host } from "../../lib/scheduling/host.ts";
import type { App } from "../../lib/server/app.ts";
import { type Calendar, CalendarError } from "../../lib/server/calendars/calendar.ts";
import { type Connection, newConnection } from "../../lib/scheduling/connection.ts";
import { sealingContextOf } from "../../lib/server/calendars/open-calendar.ts";
import * as connections from "../../lib/server/connections/index.ts";
import { newId } from "../../lib/server/runtime/secrets.ts";
import { commit, newCommit } from "../../lib/server/kv/commit.ts";
import { addConnection } from "../../lib/server/store/connections.ts";
import { newJob, writeJob } from "../../lib/server/store/jobs.ts";

/** A reserved name without a server (RFC 2606 §2). */
const address = "https://calendar.grace.invalid/dav/grace/";
const personal = {
  id: `${address}personal/`,
  name: "Personal",
  colour: "#7c3aed",
  writable: true,
  transparent: false,
};

/** Connects the calendar as the connection page would, and syncs it once. */
export async function connectCalendar(app: App, host: Host): Promise<Connection> {
  const id = newId();
  const connection = newConnection({
    id,
    hostId: host.id,
    provider: "caldav",
    label: "calendar.grace.invalid",
    url: address,
    user: "grace",
    sealed: await app.sealer.seal(
      "last year's password",
      sealingContextOf({ id, hostId: host.id }),
    ),
    addresses: [],
    calendars: [{ ...personal, blocks: true }],
    createdAt: app.now(),
  });
  const work = { kind: "sync", hostId: host.id, connectionId: id } as const;
  const job = { ...newJob({ hostId: host.id, work, dueAt: app.now() + HOUR }, app.now()) };
  const op = newCommit(app.kv);
  addConnection(op, connection);
  writeJob(op, { ...job, id: connection.syncJobId });
  await commit(op);

  app.openCalendar = () => Promise.resolve(workingCalendar(app.now()));
  await connections.chooseCalendars(app, host.id, id, [personal.id]);
  await connections.setWriteTarget(app, host.id, { connectionId: id, calendarId: personal.id });
  return connection;
}

/** Makes the server reject the password from now on. */
export async function breakCalendar(app: App, host: Host, connection: Connection): Promise<void> {
  app.openCalendar = () => Promise.resolve(failingCalendar);
  await connections.syncNow(app, host.id, connection.id);
}

function workingCalendar(now: number): Calendar {
  const dentist = Math.floor(now / HOUR) * HOUR + 80 * HOUR;
  return {
    ...failingCalendar,
    list: () => Promise.resolve([personal]),
    busy: () => Promise.resolve([]),
    find: () => Promise.resolve(null),
    changes: () =>
      Promise.resolve({
        isFullSync: true,
        objects: [{
          href: `${personal.id}dentist.ics`,
          etag: '"1"',
          uid: "dentist",
          busy: [{ start: dentist, end: dentist + HOUR }],
          bookingId: null,
          approximate: null,
          titles: [{ start: dentist, end: dentist + HOUR, title: "Dentist" }],
        }],
        removed: [],
        cursor: "1",
        unreadable: [],
      }),
  };
}

const refuse = () => Promise.reject(new CalendarError("signed-out", "wrong-password"));

const failingCalendar: Calendar = {
  list: refuse,
  changes: refuse,
  busy: refuse,
  find: refuse,
  put: refuse,
  remove: refuse,
};
