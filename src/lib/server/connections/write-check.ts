import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { type Calendar, CalendarError } from "../calendars/calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import type { Connection, WriteCheck, WriteCheckStep } from "$lib/scheduling/connection.ts";
import { newId } from "../runtime/secrets.ts";
import { getConnection } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";
import {
  deletePendingWriteCheck,
  getPendingWriteCheck,
  setPendingWriteCheck,
} from "../store/write-checks.ts";
import { updateConnectionInfo } from "./connection-info.ts";
import { product } from "$lib/product.ts";

const YEAR = 365 * DAY;
/** A write check that has not ended by then was interrupted. */
const MAX_WRITE_CHECK_MS = 2 * MINUTE;

/**
 * Writes an event two years ahead, reads it back, changes it and deletes it, and stores the result of each step. After a
 * crash the next sync or the next write check deletes the event.
 */
export async function runWriteCheck(
  app: App,
  hostId: string,
  connectionId: string,
): Promise<Outcome<WriteCheck, "calendar-refused" | "not-found">> {
  const connection = await getConnection(app.kv, hostId, connectionId);
  const host = await getHost(app.kv, hostId);
  if (!connection || !host) return refused("not-found");
  const { targetCalendar } = host;
  const target = targetCalendar?.connectionId === connectionId
    ? connection.calendars.find(({ id }) => id === targetCalendar.calendarId)
    : connection.calendars.find(({ writable, blocks }) => writable && blocks);
  if (!target?.writable) return refused("calendar-refused", { detail: "read-only" });
  const calendarId = target.id;
  const writeCheck: WriteCheck = { calendarId, at: app.now(), steps: [] };
  try {
    const opened = await app.openCalendar(connection, host);
    await deleteWriteCheckEvent(app, connection, opened, 0);
    const event = writeCheckEvent(app.now(), host.zone, connection.label);
    await setPendingWriteCheck(app.kv, hostId, connectionId, {
      calendarId,
      uid: event.uid,
      createdAt: app.now(),
    });
    await runWriteCheckSteps(writeCheck, opened, calendarId, event);
    await deleteWriteCheckEvent(app, connection, opened, 0);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    if (writeCheck.steps.every(({ reason }) => reason === null)) {
      writeCheck.steps.push({
        step: writeCheck.steps.length === 0 ? "write" : "delete",
        reason: error.reason,
      });
    }
  }
  await updateConnectionInfo(app, connection, { writeCheck });
  return accepted(writeCheck);
}

/** Deletes the event of an interrupted write check that began at least `olderThan` ms ago. */
export async function deleteWriteCheckEvent(
  app: App,
  { hostId, id }: Connection,
  opened: Calendar,
  olderThan = MAX_WRITE_CHECK_MS,
): Promise<void> {
  const pending = await getPendingWriteCheck(app.kv, hostId, id);
  // `createdAt` may lie in the future when the clock was set back.
  if (!pending || Math.abs(app.now() - pending.createdAt) < olderThan) return;
  await opened.remove(pending.calendarId, pending.uid);
  await deletePendingWriteCheck(app.kv, hostId, id);
}

async function runWriteCheckSteps(
  writeCheck: WriteCheck,
  opened: Calendar,
  calendarId: string,
  event: CalendarEvent,
): Promise<void> {
  const step = async (
    step: WriteCheckStep,
    work: () => Promise<string | null>,
  ): Promise<boolean> => {
    try {
      writeCheck.steps.push({ step, reason: await work() });
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      writeCheck.steps.push({ step, reason: error.reason });
    }
    return writeCheck.steps.at(-1)?.reason === null;
  };
  const compare = async (expected: CalendarEvent) => {
    const found = await opened.find(calendarId, expected.uid);
    if (!found) return "write-check-missing";
    return found.start === expected.start && found.end === expected.end
      ? null
      : "write-check-time-changed";
  };
  const edited = { ...event, start: event.start + HOUR, end: event.end + HOUR, sequence: 1 };
  let first = { href: "", etag: null as string | null };
  const isWritten = await step("write", async () => {
    first = await opened.put(calendarId, event);
    return null;
  });
  if (!isWritten || !await step("read", () => compare(event))) return;
  const isEdited = await step("edit", async () => {
    try {
      await opened.put(calendarId, edited, first);
    } catch (error) {
      // Nobody else knows of the event.
      if (error instanceof CalendarError && error.kind === "changed") return "write-check-etags";
      throw error;
    }
    return await compare(edited);
  });
  if (!isEdited) return;
  await step("conditions", async () => {
    if (first.etag === null) return "write-check-no-etag";
    try {
      await opened.put(calendarId, { ...event, sequence: 2 }, first);
    } catch (error) {
      if (error instanceof CalendarError && error.kind === "changed") return null;
      throw error;
    }
    return "write-check-no-if-match";
  });
  await step("delete", async () => {
    await opened.remove(calendarId, event.uid);
    return await opened.find(calendarId, event.uid) ? "write-check-not-deleted" : null;
  });
}

function writeCheckEvent(now: number, zone: string, title: string): CalendarEvent {
  const start = Math.floor(now / HOUR) * HOUR + 2 * YEAR;
  return {
    uid: `${newId()}@write-check.invito`,
    sequence: 0,
    bookingId: "",
    start,
    end: start + HOUR / 2,
    zone,
    title: `${product} · ${title}`,
    description: "",
    location: "",
    join: null,
    conference: null,
    organizer: null,
    attendees: [],
    alarmMinutes: null,
    dtstamp: now,
  };
}
