/** What can be done with a booking: the one import for pages, API, jobs and tasks. */
export { bookForGuest, findTypeToBook, type GuestBooking } from "./book-for-guest.ts";
export { cancel, type Cancellation, withdrawRescheduleRequest } from "./cancel.ts";
export {
  cancelFrom,
  type DateOutcome,
  decideSeries,
  rescheduleFrom,
  type SeriesDecision,
} from "./change-series.ts";
export { changeExtraGuests, removeExtraGuest } from "./change-extra-guests.ts";
export { confirm, type HostDecision, reject } from "./decide.ts";
export { parseFingerprints } from "./conflicts.ts";
export { expire } from "./expire.ts";
export { handOver } from "./hand-over.ts";
export { findByLink, openGuestLink, openHostLink } from "./booking-links.ts";
export { checkConflicts, type ConflictCheck } from "./conflict-check.ts";
export { freeMembersFor } from "./free-members.ts";
export { getHostNote, setHostNote } from "./host-note.ts";
export { noShow } from "./no-show.ts";
export { MAX_PROPOSED_TIMES, type Proposal, propose } from "./propose.ts";
export { reassign, type Reassignment } from "./reassign.ts";
export { reschedule, type RescheduleInput } from "./reschedule.ts";
export { hasIdempotentResponse } from "./idempotency.ts";
export { findByVerificationToken, isReplacedLink, verificationToken } from "./verify-email.ts";
export { correctGuestEmail, dateToVerify, verifyGuestEmail } from "./verify-series.ts";
export { sendVerificationAgain } from "./verification-emails.ts";
export { rescheduleWithKey } from "./idempotent-reschedule.ts";
export { request } from "./request.ts";
export { requestSeries, type SeriesRequest } from "./request-series.ts";
export { type LocationChange, setLocation } from "./set-location.ts";
export { withdraw, type Withdrawal } from "./withdraw.ts";
export type { BookingRequest, RequestResult } from "./booking-request.ts";
