import { MINUTE, SECOND } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import { COUNT_JOB } from "../analytics/count-again.ts";
import { countBookings } from "../analytics/count-bookings.ts";
import { addJobOnce, newJob } from "../store/jobs.ts";
import { listOwnersToCount } from "../store/uncounted.ts";
import type { JobHandler } from "./job-handler.ts";

const EVERY_MS = 10 * MINUTE, CONTINUE_AFTER_MS = 2 * SECOND;
/** How long one run begins with further owners. */
const MAX_RUN_MS = 20 * SECOND;
const OWNERS_AT_ONCE = 50;

/** Counts what has changed of everybody's bookings, so that little is left where analytics are read. */
export const countChanges: JobHandler = async (app) => {
  const began = app.elapsed();
  const hasTime = () => app.elapsed() - began < MAX_RUN_MS;
  let after: string | null = null, isLeft = false;
  do {
    const owners = await listOwnersToCount(app.kv, { after, limit: OWNERS_AT_ONCE });
    for (const ownerId of owners) {
      let more = true;
      while (more && hasTime()) more = await countBookings(app, ownerId);
      if (more) isLeft = true;
    }
    after = owners.length === OWNERS_AT_ONCE ? owners.at(-1)! : null;
  } while (after !== null && hasTime());
  const wait = isLeft || after !== null ? CONTINUE_AFTER_MS : EVERY_MS;
  return { state: "waiting", dueAt: app.now() + wait };
};

/** Creates the job that counts unless it exists. */
export async function ensureCountJob(app: App): Promise<void> {
  const now = app.now();
  const job = newJob({ hostId: "", work: { kind: "count-bookings" }, dueAt: now + EVERY_MS }, now);
  await addJobOnce(app.kv, { ...job, id: COUNT_JOB });
}
