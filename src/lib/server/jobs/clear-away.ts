import type { Doing } from "./run.ts";

const DAY = 86_400_000;

/** Lets go what nobody needs any more, once a day. */
export const clearAway: Doing = (app, job) => {
  if (job.work.kind !== "clear-away") throw new Error(`not a clearing: ${job.work.kind}`);
  return Promise.resolve({ state: "waiting", dueAt: app.now() + DAY });
};
