/**
 * The filter that every value passes before ical.js sees it: ical.js writes line ends and control characters as they
 * come, so that a name with CRLF would add a property (tests/icalendar/icaljs-probes.test.ts).
 */

/** A TEXT value (RFC 5545 §3.3.11): line ends as `\n`, which ical.js escapes with the comma, semicolon and backslash. */
export function safeText(value: string): string {
  return withoutControls(value.replace(/\r\n?/g, "\n"), "\t\n");
}

/** A parameter value on one line; a double quote becomes an apostrophe, as none can be written there (RFC 5545 §3.1.1). */
export function safeParameter(value: string): string {
  return withoutControls(value.replace(/[\r\n\t]+/g, " ")).replaceAll('"', "'");
}

/** A URI value: characters that may not stand in one are dropped. */
export function safeUri(value: string): string {
  return withoutControls(value).replace(/[\s<>"\\^`{|}]/g, "");
}

/** A calendar address for ORGANIZER and ATTENDEE (RFC 5545 §3.3.3). */
export function calendarAddress(email: string): string {
  return `mailto:${safeUri(email).replace(/[%?#]/g, (sign) => encodeURIComponent(sign))}`;
}

/** Any value on one line: no control character but the tab, no line or paragraph separator, no half of a surrogate pair. */
export function withoutControls(value: string, kept = "\t"): string {
  return value.toWellFormed().replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (sign) => kept.includes(sign) ? sign : "",
  );
}
