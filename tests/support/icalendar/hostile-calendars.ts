/** Calendars and responses that cost more than they look. */
import { calendar, event, many } from "./parse-budget.ts";

/** Short calendars with more instances, rules or lines than anybody has. */
export const hostileObjects: Record<string, string> = {
  "a rule of every second": event("RRULE:FREQ=SECONDLY"),
  "a rule of every second, counted": event("RRULE:FREQ=SECONDLY;COUNT=999999999"),
  "a rule that never comes": event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
  "a rule that never comes, by the second": event("RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
  "a count that never fills": event("RRULE:FREQ=YEARLY;COUNT=9999999;BYWEEKNO=53;BYMONTH=7"),
  "a huge interval": event("RRULE:FREQ=DAILY;INTERVAL=999999999"),
  "every minute of listed hours": event(
    `RRULE:FREQ=DAILY;BYHOUR=${many(24, String)};BYMINUTE=${many(60, String)};BYSECOND=${
      many(60, String)
    }`,
  ),
  "a hundred rules": event(many(100, (n) => `RRULE:FREQ=MINUTELY;INTERVAL=${n + 1}`)),
  "100,000 EXDATEs": event("RRULE:FREQ=DAILY", many(100_000, () => "EXDATE:20261101T090000Z")),
  "100,000 EXDATEs in a line": event(
    "RRULE:FREQ=DAILY",
    `EXDATE:${many(100_000, () => "20261101T090000Z")}`,
  ),
  "100,000 RDATEs": event(
    many(100_000, (n) => `RDATE:2027${String(n % 12 + 1).padStart(2, "0")}01T090000Z`),
  ),
  "overrides without end": calendar(
    "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20200101T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT",
    many(
      5_000,
      (n) =>
        `BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20${20 + n % 8}0${
          1 + n % 9
        }01T090000Z\r\nDTSTART:20261201T090000Z\r\nDURATION:PT1H\r\nEND:VEVENT`,
    ),
  ),
};

const event1 = (n: number, ...lines: string[]) =>
  ["BEGIN:VEVENT", `UID:${n}`, ...lines, "END:VEVENT"].join("\r\n");
const at = (n: number) => `DTSTART;TZID=z${n}:20261101T000000`;
const zone = (n: number, rule: string) =>
  ["BEGIN:VTIMEZONE", `TZID:z${n}`, "BEGIN:STANDARD", "DTSTART:19700101T000000"].concat(
    ["TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", `RRULE:${rule}`, "END:STANDARD", "END:VTIMEZONE"],
  ).join("\r\n");

/** Feeds of several megabytes that cost more than they look. */
export const hostileFeeds: Record<string, () => string> = {
  "a million EXDATEs that are none": () => event(many(950_000, () => "EXDATE:1")),
  "a million dates in a line": () => event(`RDATE:${many(500_000, () => "20270101T000000Z")}`),
  "half a million guests": () => event(many(470_000, () => "ATTENDEE;A=1;B=2:c")),
  "two million parameters": () => event(`ATTENDEE${";A=1".repeat(2_300_000)}:c`),
  "the shortest events": () => calendar(many(59_000, () => "BEGIN:VEVENT\r\nEND:VEVENT")),
  "a rule in every event": () =>
    calendar(many(30_000, (n) => event1(n, "DTSTART:20261101T000000Z", "RRULE:FREQ=HOURLY"))),
  "a zone that never ends for every event": () =>
    calendar(many(9_000, (n) => zone(n, "FREQ=SECONDLY")), many(9_000, (n) => event1(n, at(n)))),
  "a zone of its own for every event": () =>
    calendar(
      many(9_000, (n) => zone(n, "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")),
      many(9_000, (n) => event1(n, at(n))),
    ),
  "a zone that nobody knows for every event": () =>
    calendar(many(30_000, (n) => event1(n, at(n), "DURATION:PT1H", "SUMMARY:x"))),
  "five hundred series of one UID, and what changes them": () =>
    calendar(
      many(500, () => event1(1, "DTSTART:20261201T090000Z", "RRULE:FREQ=DAILY")),
      many(20_000, () => event1(1, "RECURRENCE-ID:20261201T090000Z", "SUMMARY:changed")),
    ),
  "published periods without end": () =>
    calendar(
      "BEGIN:VFREEBUSY",
      `FREEBUSY:${many(400_000, () => "20270101T000000Z/PT1M")}`,
      "END:VFREEBUSY",
    ),
  "no event that can be read": () => calendar(many(30_000, (n) => event1(n, "DTSTART:?????????"))),
  "lines that are none": () => event(many(1_500_000, () => "abc")),
};

/** Responses of several megabytes that are no multistatus. */
export const hostileResponses: Record<string, () => string> = {
  "tags and nothing else": () => `<a>${"<b/>".repeat(2_300_000)}</a>`,
  "signs by their numbers": () => `<a>${"&#65;".repeat(1_900_000)}</a>`,
  "signs by their names, ends of lines between": () => `<a>${"&#13;&amp;".repeat(900_000)}</a>`,
  "namespaces without end": () => `<a${many(300_000, (n) => ` xmlns:a${n}="x"`).join("")}/>`,
  "attributes without end": () => `<a ${"b='1' ".repeat(1_500_000)}/>`,
  "depth": () => "<a>".repeat(3_000_000),
  "a tag that never ends": () => `<a${" ".repeat(9_000_000)}`,
};
