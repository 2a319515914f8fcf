import { isAwaited } from "$lib/scheduling/booking-location.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import { getMeeting, type Meeting } from "../bookings/meeting.ts";
import { settleMeetingConference } from "../bookings/set-location.ts";
import type { Calendar } from "../calendars/calendar.ts";
import type { JobResult } from "./job-handler.ts";

/** How long a calendar may take to make a link. */
const GIVE_UP_MS = HOUR;
/** The shortest and the longest pause between two looks. */
const FIRST_PAUSE_MS = 5_000, LONGEST_PAUSE_MS = 5 * MINUTE;

/** Whether the link of a meeting is still to come from this host's calendar. */
export function awaitsLink({ slot, confirmed: [first] }: Meeting, hostId: string): boolean {
  const location = (slot ?? first)?.type.location;
  return first !== undefined && location !== undefined && isAwaited(location) &&
    location.hostId === hostId;
}

/** Looks for the link in the written entry: stores it, looks again later, or says that there will be none. */
export async function followConference(
  app: App,
  meeting: Meeting,
  calendar: Calendar,
  entry: { calendarId: string; href: string; writtenAt: number },
): Promise<JobResult> {
  const found = await calendar.conference?.(entry.calendarId, meeting.uid, entry.href) ??
    { state: "failed" as const };
  const waited = app.now() - entry.writtenAt;
  if (found.state === "pending" && waited < GIVE_UP_MS) {
    const pause = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, waited));
    return { state: "waiting", dueAt: app.now() + pause };
  }
  await settleMeetingConference(app, meeting, found.state === "made" ? found.link : null);
  return { state: "done" };
}

/** Says that a meeting gets no link, once its calendar cannot be written to: at once, or after an hour of tries. */
export async function giveUpConference(
  app: App,
  meetingId: string,
  hostId: string,
  isFinal: boolean,
): Promise<void> {
  await app.checkLedger(hostId);
  const meeting = await getMeeting(app.kv, meetingId);
  if (!meeting || !awaitsLink(meeting, hostId)) return;
  if (!isFinal && app.now() - meeting.changedAt < GIVE_UP_MS) return;
  await settleMeetingConference(app, meeting, null);
}
