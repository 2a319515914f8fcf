/** The verbs of a booking: one door for pages, API, jobs and tasks. */
export { agreedType } from "./bookings/agreed-type.ts";
export { cancel, type Cancellation } from "./bookings/cancel.ts";
export { confirm, type Decision, reject } from "./bookings/decide.ts";
export { doubtsIn, marksIn } from "./bookings/doubts.ts";
export { expire } from "./bookings/expire.ts";
export { keepTime } from "./bookings/keep-time.ts";
export { findByLink, openGuestLink, openHostLink } from "./bookings/links.ts";
export { type Look, lookNow } from "./bookings/look.ts";
export { noShow } from "./bookings/no-show.ts";
export { MOST_PROPOSED, type Proposal, propose } from "./bookings/propose.ts";
export { move, type MoveWish } from "./bookings/move.ts";
export { answerOf, wasAnswered } from "./bookings/replay.ts";
export { findUnproved, openProof, prove } from "./bookings/prove.ts";
export { reschedule } from "./bookings/reschedule.ts";
export { request } from "./bookings/request.ts";
export type { Requested, Wish } from "./bookings/wish.ts";
