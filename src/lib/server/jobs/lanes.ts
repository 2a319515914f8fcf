import type { JobWork } from "./job.ts";

/** How many of one kind run at once: a slow calendar server never delays letters. */
export const LANES: Record<JobWork["kind"], number> = {
  "letter": 4,
  "sign-in-letter": 4,
  "calendar-letter": 4,
  "write-calendar": 4,
  "remind": 4,
  "agenda": 4,
  "agenda-letter": 4,
  "tell-seats": 2,
  "expire": 8,
  "sync": 16,
  "erase-account": 1,
  "erase-test": 2,
  "send-kept": 2,
  "clear-away": 1,
};

/** Every kind of job. */
export const kinds = Object.keys(LANES) as JobWork["kind"][];
