import { expireBooking } from "./expiry.ts";
import type { JobWork } from "./job.ts";
import { sendLetter } from "./letter.ts";
import type { Doing } from "./run.ts";
import { sendSignInLetter } from "./sign-in-letter.ts";

const notBuilt: Doing = (_app, job) =>
  Promise.reject(new Error(`nobody does ${job.work.kind} yet`));

/** What each kind of job does. */
export const doings: Record<JobWork["kind"], Doing> = {
  "letter": sendLetter,
  "sign-in-letter": sendSignInLetter,
  "write-calendar": notBuilt,
  "expire": expireBooking,
  "sync": notBuilt,
};
