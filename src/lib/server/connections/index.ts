/** The verbs of calendar accounts: connect, choose, read, sign in again, disconnect. */
export {
  acceptUnreadable as acceptUnread,
  listUnreadable as listUnread,
} from "./accept-unreadable.ts";
export { chooseCalendars as choose, setWriteTarget as writeTo } from "./choose-calendars.ts";
export { CaldavConnectInput as ConnectWish, connectCaldav as connect } from "./connect-caldav.ts";
export {
  callbackUrl as callbackOf,
  handleCallback as endConsent,
  startOAuth as beginConsent,
} from "./connect-oauth.ts";
export { syncResultSince as howRead } from "./sync-result.ts";
export { disconnect } from "./disconnect.ts";
export {
  isOutOfPlace as isAstray,
  resolveLostEntries as settleLost,
  restoreEntries as putBack,
} from "./restore-entries.ts";
export { pacingKeyOf as serverOf, syncConnection as readAll } from "./sync-connection.ts";
export { lacksSharedAccess } from "./shared-access.ts";
export { syncNow, updatePassword as signInAgain } from "./refresh-connection.ts";
export { connectIcs as subscribe, IcsConnectInput as FeedWish } from "./connect-ics.ts";
export { runWriteCheck as tryWriting } from "./write-check.ts";
export {
  type CalendarStatus as Standing,
  listCalendarStatus as listStandings,
} from "./calendar-status.ts";
