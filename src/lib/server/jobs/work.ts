import { expireBooking } from "./expiry.ts";
import type { JobWork } from "./job.ts";
import type { Doing } from "./run.ts";

const notBuilt: Doing = (_app, job) =>
  Promise.reject(new Error(`nobody does ${job.work.kind} yet`));

/** What each kind of job does. */
export const doings: Record<JobWork["kind"], Doing> = {
  "letter": notBuilt,
  "sign-in-letter": notBuilt,
  "write-calendar": notBuilt,
  "expire": expireBooking,
  "sync": notBuilt,
};
