/** The verbs of a booking: one door for pages, API, jobs and tasks. */
export { confirm, type Decision, expire, reject } from "./bookings/decide.ts";
export { findByLink, openGuestLink, openHostLink } from "./bookings/links.ts";
export { type Look, lookNow } from "./bookings/look.ts";
export { answerOf } from "./bookings/replay.ts";
export { wasAnswered } from "./bookings/replay.ts";
export { request, type Requested, type Wish } from "./bookings/request.ts";
