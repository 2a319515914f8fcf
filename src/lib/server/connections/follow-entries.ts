import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { type Calendar, CalendarProblem, type Connection } from "../calendars/calendar.ts";
import { sameHref } from "../calendars/same-href.ts";
import { getMeeting, type Meeting } from "../meetings.ts";
import { listJobsOfBooking } from "../store/jobs.ts";
import { listHolds } from "../store/ledger.ts";
import { noteWritten, readWritten, type Written } from "../store/written.ts";
import type { Heard } from "./listening.ts";
import { noteOn } from "./note.ts";
import { type Entry, settleEntry } from "./settle-entry.ts";
import { isOpenTo } from "./shared-access.ts";

/** Longer than any horizon. */
const AHEAD = 800 * 86_400_000;

/** So many entries that are all gone at once were not deleted one by one. */
const TOO_MANY_AT_ONCE = 3;

/** A calendar that was just read without error. */
export interface JustRead {
  id: string;
  opened: Calendar;
  said: readonly Heard[];
}

/**
 * Lets meetings follow what the host did to their entries in a calendar that was just read. A reading only raises the question;
 * what counts is a direct look at an entry that a reading has seen before and that no write of ours is under way for.
 */
export async function followEntries(
  app: App,
  host: Host,
  connection: Connection,
  read: JustRead,
): Promise<void> {
  const entries: Entry[] = [];
  let standing = 0;
  for (const id of await meetingsAhead(app, host.id)) {
    const written = await readWritten(app.kv, id, connection.id);
    if (!written.value || written.value.calendarId !== read.id) continue;
    standing++;
    if (!isQuestionable(id, written.value, read.said)) continue;
    const entry = await lookAt(app, id, connection, written, read);
    if (entry) entries.push(entry);
  }
  const gone = entries.filter(({ found }) => found === null).length;
  const isLost = isLoss(gone, standing, read.said);
  if (isLost) {
    app.log.warn("calendar-emptied", { host: host.id, entries: gone });
    const isNews = entries.some(({ found, written: { value } }) =>
      !found && value.seenAt !== null && value.lostAt === null
    );
    const lost = { calendarId: read.id, at: app.now(), entries: gone };
    if (isNews) await noteOn(app, connection, { lost });
  }
  for (const entry of entries) await settleEntry(app, host, entry, isLost);
}

/**
 * Whether entries are not gone because somebody took them out one by one, but because the calendar was emptied, replaced
 * or restored: all of ours are, and so is most of the rest, or the server does not know it any more.
 */
function isLoss(gone: number, standing: number, said: readonly Heard[]): boolean {
  if (gone === 0) return false;
  const isAll = gone === standing;
  if (isAll && gone >= TOO_MANY_AT_ONCE) return true;
  return said.some((heard) => {
    const others = heard.before - Math.min(standing, heard.before);
    const othersGone = heard.gone - Math.min(gone, heard.gone);
    const mostOthers = others > 0 && othersGone * 2 >= others;
    return mostOthers ? gone * 2 >= standing : isAll && heard.anew === true;
  });
}

/** Agreed meetings to come, by what they stand under in a calendar. */
export async function meetingsAhead(app: App, hostId: string): Promise<Set<string>> {
  const now = app.now();
  await app.checkLedger(hostId);
  const holds = await listHolds(app.kv, hostId, { start: now, end: now + AHEAD });
  const agreed = holds.filter(({ until, start }) => until === null && start > now);
  return new Set(agreed.map(({ slot }) => slot));
}

/** Whether a reading gives a reason to look at an entry directly. */
function isQuestionable(meetingId: string, written: Written, said: readonly Heard[]): boolean {
  if (written.doubtful) return true;
  const place = sameHref(written.href);
  if (said.some(({ removed }) => removed.some((href) => sameHref(href) === place))) return true;
  const object = said.flatMap(({ objects }) => objects).find(({ own }) => own === meetingId);
  if (!object) return said.some(({ whole }) => whole);
  const isSame = object.etag !== null && object.etag === written.etag;
  return !isSame || written.seenAt === null;
}

/** The entry as it is now; null while it is ours to change, or when the server cannot tell. */
async function lookAt(
  app: App,
  meetingId: string,
  connection: Connection,
  written: Deno.KvEntryMaybe<Written>,
  read: JustRead,
): Promise<Entry | null> {
  const meeting = await getMeeting(app.kv, meetingId);
  if (!meeting || written.versionstamp === null) return null;
  if (!isAsWritten(meeting, written.value)) return null;
  if (await isBeingWritten(app, meetingId)) return null;
  try {
    const found = await findIn(connection, read, meeting.uid, written.value.href);
    return { meeting, connection, written, found };
  } catch (error) {
    if (!(error instanceof CalendarProblem)) throw error;
    await noteWritten(app.kv, written, { doubtful: true });
    return null;
  }
}

function isAsWritten(meeting: Meeting, written: Written): boolean {
  if (meeting.agreed.length === 0) return false;
  if (written.sequence === null) return written.revision === meeting.revision;
  return written.sequence === meeting.sequence && written.start === meeting.start;
}

async function isBeingWritten(app: App, meetingId: string): Promise<boolean> {
  const jobs = await listJobsOfBooking(app.kv, meetingId);
  return jobs.some(({ work, state }) =>
    work.kind === "write-calendar" && (state === "waiting" || state === "running")
  );
}

/** Where it was written, else wherever in the account the host has put it. */
async function findIn(
  connection: Connection,
  { id, opened }: JustRead,
  uid: string,
  written: string,
): Promise<Entry["found"]> {
  const others = connection.calendars.filter((each) =>
    each.id !== id && each.writable && isOpenTo(connection, each)
  );
  for (const calendarId of [id, ...others.map((each) => each.id)]) {
    const found = await opened.find(calendarId, uid, written);
    if (found) return { ...found, calendarId };
  }
  return null;
}
