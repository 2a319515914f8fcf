import { dueAgendaDate, nextAgendaInstant } from "$lib/scheduling/agenda-time.ts";
import { type Booking, isSeat } from "$lib/scheduling/booking.ts";
import { daySpan } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { placeOf } from "$lib/i18n/place.ts";
import { type AgendaEntry, renderAgendaEmail } from "../email/messages/agenda.ts";
import { senderOf } from "../email/email.ts";
import type { App } from "../app.ts";
import { listBookings } from "../store/bookings.ts";
import { getOpenHost } from "../store/hosts.ts";
import { deliver } from "./deliver.ts";
import type { JobHandler } from "./job-handler.ts";

/** Creates the daily agenda email once per date, even after downtime, and reschedules itself in the same commit. */
export const scheduleAgendaEmail: JobHandler = async (app, job) => {
  if (job.work.kind !== "schedule-agenda-email") throw new Error(`not an agenda: ${job.work.kind}`);
  const { hostId, lastDate } = job.work;
  const host = await getOpenHost(app.kv, hostId);
  if (!host || host.agendaMinute === null) {
    return { state: "superseded" };
  }
  const now = app.now(), schedule = { at: host.agendaMinute, zone: host.zone };
  const date = dueAgendaDate(schedule, now, lastDate);
  return {
    state: "waiting",
    dueAt: nextAgendaInstant(schedule, now, date ?? lastDate),
    work: { kind: "schedule-agenda-email", hostId, lastDate: date ?? lastDate },
    newJobs: date
      ? [{ hostId, work: { kind: "send-agenda-email", hostId, date }, dueAt: now }]
      : [],
  };
};

/** Sends the agenda of a day while one of its meetings is still to end; never stored as unsent. */
export const sendAgendaEmail: JobHandler = async (app, job) => {
  if (job.work.kind !== "send-agenda-email") throw new Error(`not an agenda: ${job.work.kind}`);
  const { hostId, date } = job.work;
  const host = await getOpenHost(app.kv, hostId);
  const now = app.now();
  if (!app.sendMail || !host?.email) return { state: "superseded" };
  const entries = await agendaEntries(app, host, daySpan(date, host.zone));
  if (!entries.some(({ end }) => end > now)) return { state: "superseded" };
  return await deliver(
    app,
    renderAgendaEmail({
      to: { name: host.name, address: host.email },
      date,
      entries,
      link: `${app.baseUrl}/dashboard`,
      hostId,
      reader: host,
      sender: senderOf(app),
    }),
  );
};

function titleOf({ title }: Booking["type"], team: Booking["team"]): string {
  return team ? `${title} · ${team.name}` : title;
}

const PAGE_SIZE = 100;
/** Meetings that one agenda lists at most. */
const MAX_AGENDA_ENTRIES = 100;

/** Confirmed meetings that begin within a day, guests of one shared slot together. */
async function agendaEntries(
  app: App,
  { id: hostId, language }: Host,
  day: { start: number; end: number },
): Promise<AgendaEntry[]> {
  const entries = new Map<string, AgendaEntry>();
  let cursor: string | null = null;
  do {
    const page = { limit: PAGE_SIZE, from: day.start, cursor };
    const found = await listBookings(app.kv, hostId, "confirmed", page);
    for (const { id, slot, start, end, type, team, guest } of found.bookings) {
      const isNew = !entries.has(slot);
      if (start >= day.end || (isNew && entries.size === MAX_AGENDA_ENTRIES)) {
        return [...entries.values()];
      }
      const place = placeOf({ type, guest: isSeat({ id, slot }) ? {} : guest }, "host", language);
      const entry = entries.get(slot) ??
        { start, end, title: titleOf(type, team), place: place?.text ?? "", guests: [] };
      entry.guests.push(guest.name);
      entries.set(slot, entry);
    }
    cursor = found.cursor;
  } while (cursor !== null);
  return [...entries.values()];
}
