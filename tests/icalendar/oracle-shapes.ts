import type { Shape } from "../support/icalendar/generated/events.ts";

/** A shape that `recurring-ical-events` takes otherwise than RFC 5545, with a case worked out by hand. */
export interface Differing {
  why: string;
  /** What stands in the event, beside its UID, and in events that change instances of it. */
  lines: string[];
  /** Busy time in UTC, of a host in Europe/Berlin, from 2026 to 2027. */
  busy: string[];
}

const berlin = (name: string, time: string) => `${name};TZID=Europe/Berlin:${time}`;

/**
 * Where the reader that ours is compared with is against the standard, or reads nothing at all. Of these shapes, and of
 * no others, a disagreement is allowed; libical has to say what ours says of every event.
 */
export const differing: Partial<Record<Shape, Differing>> = {
  "UNTIL equal to the last start": {
    why: "§3.3.10 includes UNTIL; where an offset lies between, it is compared on two clocks",
    lines: [
      berlin("DTSTART", "20260706T090000"),
      "DURATION:PT1H",
      "RRULE:FREQ=WEEKLY;UNTIL=20260720T070000Z",
    ],
    busy: [
      "2026-07-06T07:00/2026-07-06T08:00",
      "2026-07-13T07:00/2026-07-13T08:00",
      "2026-07-20T07:00/2026-07-20T08:00",
    ],
  },
  "UNTIL as a date or without its zone": {
    why: "§3.3.10 wants UTC; met in the field are the day, which counts whole, and the wall clock",
    lines: [
      berlin("DTSTART", "20260706T090000"),
      "DURATION:PT1H",
      "RRULE:FREQ=WEEKLY;UNTIL=20260713T090000",
      "RRULE:FREQ=DAILY;UNTIL=20260707",
    ],
    busy: [
      "2026-07-06T07:00/2026-07-06T08:00",
      "2026-07-07T07:00/2026-07-07T08:00",
      "2026-07-13T07:00/2026-07-13T08:00",
    ],
  },
  "a day's duration": {
    why: "§3.3.6: days of a duration are days of the calendar, here one of 23 hours",
    lines: [berlin("DTSTART", "20260328T120000"), "DURATION:P1D"],
    busy: ["2026-03-28T11:00/2026-03-29T10:00"],
  },
  "an exact length over a clock change": {
    why: "§3.3.6: hours of a duration are exact, here until 13:00",
    lines: [berlin("DTSTART", "20260328T120000"), "DURATION:PT24H"],
    busy: ["2026-03-28T11:00/2026-03-29T11:00"],
  },
  "a start in the night of a clock change": {
    why:
      "§3.3.5: of a time that comes twice the first; one that is skipped by the offset before it",
    lines: [
      berlin("DTSTART", "20261025T023000"),
      "DURATION:PT15M",
      berlin("RDATE", "20270328T023000"),
    ],
    busy: ["2026-10-25T00:30/2026-10-25T00:45", "2027-03-28T01:30/2027-03-28T01:45"],
  },
  "EXDATE as a date": {
    why: "§3.8.5.1 wants the type of DTSTART; written as a date it means that day's instance",
    lines: [
      berlin("DTSTART", "20260706T090000"),
      "DURATION:PT1H",
      "RRULE:FREQ=DAILY;COUNT=3",
      "EXDATE;VALUE=DATE:20260707",
    ],
    busy: ["2026-07-06T07:00/2026-07-06T08:00", "2026-07-08T07:00/2026-07-08T08:00"],
  },
  "DATE without DTEND": {
    why: "§3.6.1: then it is that day, not a moment",
    lines: ["DTSTART;VALUE=DATE:20260710"],
    busy: ["2026-07-09T22:00/2026-07-10T22:00"],
  },
  "THISANDFUTURE": {
    why: "§3.2.13: all later instances are moved and resized as this one",
    lines: [
      berlin("DTSTART", "20260706T090000"),
      "DURATION:PT1H",
      "RRULE:FREQ=WEEKLY;COUNT=4",
      "END:VEVENT",
      "BEGIN:VEVENT",
      "UID:a",
      "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260720T090000",
      berlin("DTSTART", "20260721T110000"),
      "DURATION:PT30M",
    ],
    busy: [
      "2026-07-06T07:00/2026-07-06T08:00",
      "2026-07-13T07:00/2026-07-13T08:00",
      "2026-07-21T09:00/2026-07-21T09:30",
      "2026-07-28T09:00/2026-07-28T09:30",
    ],
  },
  "RDATE periods": {
    why: "§3.8.5.2: a period has a length of its own; it reads none of an event that has one",
    lines: [
      "DTSTART:20260706T090000Z",
      "DURATION:PT1H",
      "RDATE;VALUE=PERIOD:20260710T090000Z/PT15M,20260711T090000Z/20260711T093000Z",
    ],
    busy: [
      "2026-07-06T09:00/2026-07-06T10:00",
      "2026-07-10T09:00/2026-07-10T09:15",
      "2026-07-11T09:00/2026-07-11T09:30",
    ],
  },
  "several RRULEs": {
    why: "§3.8.5.3 allows them; it reads none of an event that has two",
    lines: [
      "DTSTART:20260706T090000Z",
      "DURATION:PT1H",
      "RRULE:FREQ=DAILY;COUNT=2",
      "RRULE:FREQ=WEEKLY;COUNT=2",
    ],
    busy: [
      "2026-07-06T09:00/2026-07-06T10:00",
      "2026-07-07T09:00/2026-07-07T10:00",
      "2026-07-13T09:00/2026-07-13T10:00",
    ],
  },
  "an hourly rule": {
    why:
      "§3.3.5 knows one instance of a time that comes twice; a rule by the hour would leave an hour free, so it takes both",
    lines: [
      berlin("DTSTART", "20261025T010000"),
      "DURATION:PT1H",
      "RRULE:FREQ=HOURLY;COUNT=3",
    ],
    busy: ["2026-10-24T23:00/2026-10-25T03:00"],
  },
  "X-WR-TIMEZONE": {
    why:
      "it walks rules of times in UTC on that clock; RFC 5545 does not know it, here it is where floating times are meant",
    lines: ["DTSTART:20260323T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2"],
    busy: ["2026-03-23T09:00/2026-03-23T10:00", "2026-03-30T09:00/2026-03-30T10:00"],
  },
  "an ordinal of two digits": {
    why: "§3.3.10 counts to 53; it reads one digit. In 2026 the first Thursday is 1 January",
    lines: [
      "DTSTART:20260514T090000Z",
      "DURATION:PT1H",
      "RRULE:FREQ=YEARLY;BYDAY=20TH,-1TH;UNTIL=20270101T000000Z",
    ],
    busy: ["2026-05-14T09:00/2026-05-14T10:00", "2026-12-31T09:00/2026-12-31T10:00"],
  },
};
