import { agendaDue, nextAgenda } from "$lib/scheduling/agenda.ts";
import { daySpan } from "$lib/scheduling/day.ts";
import { type AgendaEntry, writeAgendaLetter } from "../mail/agenda-letter.ts";
import { senderOf } from "../mail/sender.ts";
import type { App } from "../app.ts";
import { listBookings } from "../store/bookings.ts";
import { getOpenHost } from "../store/hosts.ts";
import { post } from "./letter.ts";
import type { Doing } from "./run.ts";

/** Calls for the letter about a host's day once a date, whatever the program slept through, in the commit that waits for the next. */
export const callForAgenda: Doing = async (app, job) => {
  if (job.work.kind !== "agenda") throw new Error(`not an agenda: ${job.work.kind}`);
  const { hostId, sent } = job.work;
  const host = await getOpenHost(app.kv, hostId);
  if (host?.agenda === null || host?.agenda === undefined) return { state: "superseded" };
  const now = app.now(), wish = { at: host.agenda, zone: host.zone };
  const date = agendaDue(wish, now, sent);
  return {
    state: "waiting",
    dueAt: nextAgenda(wish, now, date ?? sent),
    work: { kind: "agenda", hostId, sent: date ?? sent },
    follow: date ? [{ hostId, work: { kind: "agenda-letter", hostId, date }, dueAt: now }] : [],
  };
};

/** Sends a host their day while something of it is still to come; it is never kept: tomorrow it is worth nothing. */
export const sendAgenda: Doing = async (app, job) => {
  if (job.work.kind !== "agenda-letter") throw new Error(`not an agenda: ${job.work.kind}`);
  const { hostId, date } = job.work;
  const host = await getOpenHost(app.kv, hostId);
  const now = app.now();
  if (!app.sendMail || !host?.email) return { state: "superseded" };
  const entries = await entriesOf(app, hostId, daySpan(date, host.zone));
  if (!entries.some(({ end }) => end > now)) return { state: "superseded" };
  return await post(
    app,
    writeAgendaLetter({
      host: { name: host.name, email: host.email },
      date,
      entries,
      link: `${app.baseUrl}/dashboard`,
      hostId,
      reader: host,
      sender: senderOf(app.settings.smtp?.from, app.baseUrl),
    }),
  );
};

const PAGE = 100;
/** No day has more that anybody reads. */
const MOST_ENTRIES = 100;

/** The agreed meetings that begin within a day, guests of one slot together. */
async function entriesOf(
  app: App,
  hostId: string,
  day: { start: number; end: number },
): Promise<AgendaEntry[]> {
  const entries = new Map<string, AgendaEntry>();
  let cursor: string | null = null;
  do {
    const page = { limit: PAGE, from: day.start, cursor };
    const found = await listBookings(app.kv, hostId, "CONFIRMED", page);
    for (const { slot, start, end, type, guest } of found.bookings) {
      const isNew = !entries.has(slot);
      if (start >= day.end || (isNew && entries.size === MOST_ENTRIES)) {
        return [...entries.values()];
      }
      const entry = entries.get(slot) ??
        { start, end, title: type.title, location: type.location, guests: [] };
      entry.guests.push(guest.name);
      entries.set(slot, entry);
    }
    cursor = found.cursor;
  } while (cursor !== null);
  return [...entries.values()];
}
