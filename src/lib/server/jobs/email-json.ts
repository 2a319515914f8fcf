import { iso, isoOrNull } from "../views/host-booking-json.ts";
import type { EmailJob } from "../store/email-jobs.ts";
import { jobErrorText } from "./job-error.ts";

/** An email as the API shows it to its host. */
export function emailJson({ id, work, state, attempts, ...job }: EmailJob) {
  return {
    id,
    kind: work.emailKind,
    to: work.to,
    state,
    bookingId: work.bookingId,
    attempts,
    createdAt: iso(job.createdAt),
    dueAt: iso(job.dueAt),
    doneAt: isoOrNull(job.doneAt),
    error: state === "failed" || state === "waiting" ? jobErrorText(job.lastError, "en") : null,
  };
}
