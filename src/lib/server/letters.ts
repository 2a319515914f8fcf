import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "./app.ts";
import { anew, changeOwn } from "./jobs.ts";
import type { Job } from "./jobs/job.ts";
import { compose, subjectOf } from "./jobs/letter.ts";
import { isOvertaken } from "./jobs/overtaken.ts";
import type { Letter } from "./mail/letter.ts";
import { getLetter, isLetter, type LetterJob } from "./store/letters.ts";

/** A letter as its host may look at it. */
export interface Look {
  job: LetterJob;
  /** Null when the booking is no longer there. */
  about: { booking: Booking; host: Host; letter: Letter } | null;
  /** The booking has gone on since: it is not sent any more. */
  overtaken: boolean;
}

/** A host's own letter, written as it would be sent now; null for another's. */
export async function look(app: App, hostId: string, jobId: string): Promise<Look | null> {
  const job = await getLetter(app.kv, hostId, jobId);
  if (!job) return null;
  const subject = await subjectOf(app, job.work);
  if (!subject) return { job, about: null, overtaken: true };
  const letter = await compose(app, job.work, subject);
  const overtaken = isOvertaken(job.work, subject.booking, app.now());
  return { job, about: { ...subject, letter }, overtaken };
}

/** Sends a letter once more, or at last; "changed" when it was overtaken, "in-progress" while it is being sent. */
export async function send(app: App, hostId: string, jobId: string): Promise<Outcome<Job>> {
  const seen = await look(app, hostId, jobId);
  if (!seen) return refused("not-found");
  if (seen.overtaken) return refused("changed");
  if (seen.job.state === "running") return refused("in-progress");
  return await changeOwn(
    app,
    hostId,
    jobId,
    (job) => job.state === "running" || job.state === "superseded" ? null : onceMore(job, app),
  );
}

/** What has been sent goes out as a letter of its own: a mail program keeps a second one with the same Message-ID to itself. */
function onceMore(job: Job, app: App): Job {
  const wanted = anew(job, app);
  if (job.state !== "done" || !isLetter(job)) return wanted;
  return { ...wanted, work: { ...job.work, again: (job.work.again ?? 0) + 1 } };
}

/** Takes a kept or failed letter off the host's hands: it was passed on in another way, or is not needed. */
export async function setAside(app: App, hostId: string, jobId: string): Promise<Outcome<Job>> {
  return await changeOwn(
    app,
    hostId,
    jobId,
    (job) =>
      isLetter(job) && (job.state === "kept" || job.state === "failed")
        ? { ...job, state: "superseded", doneAt: app.now() }
        : null,
  );
}
