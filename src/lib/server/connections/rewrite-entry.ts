import type { App } from "../app.ts";
import type { Meeting } from "../bookings/meeting.ts";
import { type CalendarEntry, notYetSeen, updateCalendarEntry } from "../store/calendar-entries.ts";
import type { Job } from "../store/job.ts";
import { newJob } from "../store/jobs.ts";

/** Resets the stored entry and queues its write, with other jobs in the same commit; what a sync finds until then is not taken for the host's edit. */
export async function rewriteEntry(
  app: App,
  { id, confirmed, slot }: Meeting,
  entry: Deno.KvEntry<CalendarEntry>,
  ...others: Job[]
): Promise<boolean> {
  const { hostId, start, sequence } = entry.value;
  const [first] = confirmed;
  if (!first) return false;
  const job = newJob({
    hostId,
    work: {
      kind: "write-calendar",
      bookingId: first.id,
      hostId,
      connectionId: String(entry.key[2]),
      ...(slot ? { slot: id } : {}),
    },
    dueAt: app.now(),
  }, app.now());
  const is = { ...notYetSeen, start, sequence, revision: 0 };
  return await updateCalendarEntry(app.kv, entry, is, job, ...others);
}
