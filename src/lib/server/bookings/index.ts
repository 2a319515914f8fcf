/** What can be done with a booking: the one import for pages, API, jobs and tasks. */
export { bookForGuest, findTypeToBook, type GuestBooking } from "../requests/book-for-guest.ts";
export { cancel, type Cancellation, withdrawRescheduleRequest } from "./cancel.ts";
export { cancelFrom, decideSeries, rescheduleFrom, type SeriesDecision } from "./change-series.ts";
export type { DateOutcome } from "../changes/change.ts";
export { changeExtraGuests, removeExtraGuest } from "./change-extra-guests.ts";
export { confirm, type HostDecision, reject } from "./decide.ts";
export { Fingerprints } from "../changes/conflicts.ts";
export { expire } from "../changes/expire.ts";
export { handOver } from "./hand-over.ts";
export { findByLink, openGuestLink, openHostLink } from "../changes/booking-links.ts";
export { checkConflicts, type ConflictCheck } from "../changes/conflict-check.ts";
export { freeMembersFor } from "../changes/free-members.ts";
export { getHostNote, setHostNote } from "./host-note.ts";
export { noShow } from "./no-show.ts";
export { agreesForAll, isAgreed } from "./agreed-time.ts";
export { MAX_PROPOSED_TIMES, type Proposal, propose } from "./propose.ts";
export { reassign, type Reassignment } from "./reassign.ts";
export { reschedule, type RescheduleInput } from "./reschedule.ts";
export { hasIdempotentResponse } from "../requests/idempotency.ts";
export {
  findByVerificationToken,
  isReplacedLink,
  verificationToken,
} from "../requests/verify-email.ts";
export { correctGuestEmail, dateToVerify, verifyGuestEmail } from "./verify-series.ts";
export { sendVerificationAgain } from "../requests/verification-emails.ts";
export { rescheduleWithKey } from "./idempotent-reschedule.ts";
export { request } from "../requests/request.ts";
export { type LocationChange, setLocation } from "./set-location.ts";
export { withdraw, type Withdrawal } from "./withdraw.ts";
export type { BookingRequest, RequestResult } from "../changes/booking-request.ts";
