import { CalendarError } from "../calendar.ts";

/** A calendar-query for VEVENTs with calendar-data (RFC 4791 §7.8). */
export function calendarQuery(filter: string): string {
  return `<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>
    <d:getetag/><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR">
    <c:comp-filter name="VEVENT">${filter}</c:comp-filter></c:comp-filter></c:filter>
    </c:calendar-query>`;
}

/** An object that the server lists without its content. */
export const missingContent = () =>
  new CalendarError("try-again", "incomplete", "an object without its content");
