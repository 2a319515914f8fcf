/** The verbs of a booking: one door for pages, API, jobs and tasks. */
export { bookedEventType as agreedType } from "./booked-event-type.ts";
export { cancel, type Cancellation } from "./cancel.ts";
export { confirm, type HostDecision as Decision, reject } from "./decide.ts";
export { parseFingerprints as marksIn } from "./conflicts.ts";
export { expire } from "./expire.ts";
export { withdrawRescheduleRequest as keepTime } from "./withdraw-reschedule.ts";
export { findByLink, openGuestLink, openHostLink } from "./booking-links.ts";
export { checkNow as lookNow, type ConflictCheck as Look } from "./conflict-check.ts";
export { noShow } from "./no-show.ts";
export { MAX_PROPOSED_TIMES as MOST_PROPOSED, type Proposal, propose } from "./propose.ts";
export { reschedule as move, type RescheduleInput as MoveWish } from "./reschedule.ts";
export { hasIdempotentResponse as wasAnswered, responseOf as answerOf } from "./idempotency.ts";
export {
  findByVerificationToken as findUnproved,
  verificationToken as openProof,
  verifyGuestEmail as prove,
} from "./verify-email.ts";
export { rescheduleWithKey as reschedule } from "./idempotent-reschedule.ts";
export { request } from "./request.ts";
export type { BookingRequest as Wish, RequestResult as Requested } from "./booking-request.ts";
