import { formatShortWhen } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "$lib/server/app.ts";
import { messageOf } from "$lib/server/email/messages/registry.ts";
import { canDrop, canRun, workGroupOf, workStateOf } from "$lib/server/operations/work.ts";
import { getBookings } from "$lib/server/store/bookings.ts";
import { listConnections } from "$lib/server/store/connections.ts";
import type { Job, JobWork } from "$lib/server/store/job.ts";
import { problemText } from "./problem-text.ts";

const tones = {
  failed: "bad",
  unsent: "warn",
  retrying: "warn",
  running: "info",
  due: "info",
  scheduled: "calm",
} as const;

/** Work as rows in the host's words and zone; what is over meanwhile is left out. */
export async function workRows(app: App, jobs: readonly Job[], host: Host) {
  const subjects = await readSubjects(app, jobs, host);
  const now = app.now();
  const words = messages(host.language).dashboard.operations;
  const when = (instant: number) => formatShortWhen(instant, host);
  return jobs.flatMap((job) => {
    const { id, work, state: is, createdAt, dueAt, lastError } = job;
    const state = workStateOf(job, now);
    if (state === null) return [];
    const next = state === "scheduled"
      ? format(words.work.planned, { when: when(dueAt) })
      : state === "retrying" && is === "waiting"
      ? format(words.work.next, { when: when(dueAt) })
      : null;
    const group = workGroupOf(work);
    return [{
      id,
      kind: kindText(work, host.language),
      about: subjects(work),
      since: format(words.work.since, { when: when(createdAt) }),
      href: "bookingId" in work ? `/dashboard/bookings/${work.bookingId}` : null,
      state: { label: words.work.states[state], tone: tones[state] },
      error: problemText(lastError, host.language),
      next,
      // Without a mail server an email would only be unsent again.
      canRun: canRun(job, now) && (state !== "unsent" || app.sendMail !== null),
      dropped: canDrop(job) ? words.drop[group === "entries" ? "entry" : "email"] : null,
    }];
  });
}

export type WorkRow = Awaited<ReturnType<typeof workRows>>[number];

function kindText(work: JobWork, language: string): string {
  const { emails, dashboard } = messages(language);
  if (work.kind === "send-email") return messageOf(work.emailKind).label(emails);
  if (work.kind === "write-calendar") return dashboard.inbox.booking.work["write-calendar"];
  const kinds: Record<string, string> = dashboard.operations.work.kinds;
  return kinds[work.kind] ?? work.kind;
}

/** What each job is about: the meeting, or the account that is read. */
async function readSubjects(app: App, jobs: readonly Job[], { id, language }: Host) {
  const ids = new Set(jobs.flatMap(({ work }) => "bookingId" in work ? [work.bookingId] : []));
  const bookings = new Map(
    (await getBookings(app.kv, [...ids])).map((booking) => [booking.id, booking]),
  );
  const accounts = await listConnections(app.kv, id);
  const { about, gone } = messages(language).emails.list;
  return (work: JobWork): string | null => {
    if ("bookingId" in work) {
      const booking = bookings.get(work.bookingId);
      if (!booking) return gone;
      // Who has given it to another member reads no more of it.
      if (!booking.hosts.includes(id)) return booking.type.title;
      return format(about, { title: booking.type.title, guest: booking.guest.name });
    }
    if (!("connectionId" in work)) return null;
    return accounts.find((each) => each.id === work.connectionId)?.label ?? null;
  };
}
