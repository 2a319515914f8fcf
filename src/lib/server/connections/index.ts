/** Calendar connections: connect, choose calendars, sync, reconnect, disconnect. */
export { acceptUnreadable, listUnreadable } from "./accept-unreadable.ts";
export { chooseAllCalendars, chooseCalendars, setWriteTarget } from "./choose-calendars.ts";
export { connectCaldav } from "./connect-caldav.ts";
export { callbackUrl, handleCallback, startOAuth } from "./connect-oauth.ts";
export { pacingKeyOf, syncConnection, syncResultSince } from "./sync-connection.ts";
export { disconnect } from "./disconnect.ts";
export { isOutOfPlace, resolveLostEntries, restoreEntries } from "./restore-entries.ts";
export { lacksSharedAccess } from "./shared-access.ts";
export { syncNow, updatePassword } from "./refresh-connection.ts";
export { connectIcs } from "./connect-ics.ts";
export { runWriteCheck } from "./write-check.ts";
export { type CalendarStatus, listCalendarStatus } from "./calendar-status.ts";
