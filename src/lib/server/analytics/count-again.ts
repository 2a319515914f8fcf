import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { countBookingsAfter } from "../store/booking-order.ts";
import { commit, retryCommit } from "../kv/commit.ts";
import { countCommit, readCountState } from "../store/count-state.ts";
import { changeJob, getJob } from "../store/jobs.ts";
import { markRecount } from "../store/uncounted.ts";

/** The job that counts what has changed of everybody's bookings. */
export const COUNT_JOB = "count-bookings";

/** How many bookings were counted again, of how many. */
export interface CountingAgain {
  done: number;
  total: number;
}

const MOST_BOOKINGS = 1_000_000;

/** Begins to count all bookings of a host or team anew, unless that is done already; visits stay as they were counted. */
export async function countAgain(
  app: Pick<App, "kv" | "now" | "wakeJobs">,
  ownerId: string,
): Promise<Outcome<CountingAgain, "busy" | "not-found">> {
  const { kv } = app;
  const total = await countBookingsAfter(kv, ownerId, [], MOST_BOOKINGS);
  const begun = await retryCommit(async () => {
    const read = await readCountState(kv, ownerId);
    if (!read) return refused("not-found");
    const was = read.entry.value;
    if (was?.again) return accepted(progressOf(was.again));
    const again = { done: 0, total, date: "" };
    // Without counts, or with those of another zone, all are counted anyway.
    const isCounted = was?.zone === read.zone && was.recount === null;
    const state = was ?? { zone: read.zone, from: "", recount: [], again: null };
    const op = countCommit(kv, read, isCounted ? { ...state, recount: [], again } : state);
    markRecount(op, ownerId);
    return await commit(op) ? accepted(progressOf(again)) : "lost";
  });
  if (begun.ok) await runCountJob(app);
  return begun;
}

/** How far a count of everything anew is; null when none runs. */
export async function readCountingAgain(
  kv: Deno.Kv,
  ownerId: string,
): Promise<CountingAgain | null> {
  const again = (await readCountState(kv, ownerId))?.entry.value?.again;
  return again ? progressOf(again) : null;
}

/** Bookings that were made meanwhile are not among the total. */
function progressOf({ done, total }: CountingAgain): CountingAgain {
  return { done: Math.min(done, total), total };
}

async function runCountJob(app: Pick<App, "kv" | "now" | "wakeJobs">): Promise<void> {
  const entry = await getJob(app.kv, COUNT_JOB);
  // One that runs has it in its list, or begins again soon.
  if (!entry.value || entry.value.state !== "waiting") return;
  await changeJob(app.kv, entry, { ...entry.value, dueAt: app.now() });
  app.wakeJobs();
}
