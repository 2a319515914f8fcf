import type { HistoryEntry } from "$lib/scheduling/booking-history.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { giveUpConference } from "../jobs/await-conference.ts";
import { readBooking, writeHistoryNote } from "../store/bookings.ts";
import { retryCommit } from "../kv/commit.ts";
import type { Job } from "../store/job.ts";
import { changeJob, getJob } from "../store/jobs.ts";
import { canDrop, workGroupOf } from "./work.ts";

/**
 * Gives up a host's own email or calendar entry that has a problem, and says so in the history of its booking in the
 * same commit. "changed" for what runs or is has no problem any more, and for every other kind of work.
 */
export async function dropWork(
  app: App,
  hostId: string,
  id: string,
): Promise<Outcome<Job, "busy" | "changed" | "not-found">> {
  return await retryCommit(async () => {
    const entry = await getJob(app.kv, id);
    if (entry.versionstamp === null || entry.value.hostId !== hostId) return refused("not-found");
    const job = entry.value, group = workGroupOf(job.work);
    if (group === null) return refused("not-found");
    if (!canDrop(job)) return refused("changed");
    // Before the commit, after which nothing would do it.
    await endConference(app, job);
    const now = app.now();
    const booking = "bookingId" in job.work ? await readBooking(app.kv, job.work.bookingId) : null;
    const is: Job = { ...job, state: "superseded", leaseOwner: null, doneAt: now };
    const event = group === "emails" ? "email-dropped" : "entry-dropped";
    const done = await changeJob(app.kv, entry, is, [], (op) => {
      if (!booking) return;
      const { start, end } = booking.value;
      const note: HistoryEntry = { at: now, by: "host", hostId, event, start, end };
      writeHistoryNote(op, booking, id, note);
    });
    return done ? accepted(is) : "lost";
  });
}

/** A meeting whose entry is given up gets no link from that calendar; who waits for it is told. */
async function endConference(app: App, { work }: Job): Promise<void> {
  if (work.kind !== "write-calendar") return;
  await giveUpConference(app, work.slot ?? work.bookingId, work.hostId, true);
}
