import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import {
  BERLIN,
  event,
  mergedBusy,
  read,
  reasons,
  zoned,
} from "../support/icalendar/parse-lines.ts";

Deno.test("parseBusyTimes: an event is declined only when both own addresses declined", () => {
  const self = ["ada@example.org", "ada@home.example"];
  const invited = (...attendees: string[]) =>
    mergedBusy(event("DTSTART:20260706T090000Z", "DURATION:PT1H", ...attendees), BERLIN, self)
      .length;
  const no = "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.org";
  for (const partstat of ["ACCEPTED", "TENTATIVE", "NEEDS-ACTION", "DELEGATED"]) {
    assert.equal(invited(no, `ATTENDEE;PARTSTAT=${partstat}:mailto:ada@home.example`), 1, partstat);
  }
  assert.equal(invited(no, "ATTENDEE:mailto:ADA@home.example"), 1);
  assert.equal(invited("ATTENDEE;PARTSTAT=ACCEPTED;EMAIL=ada@home.example:urn:uuid:1", no), 1);
  assert.equal(invited(no), 0);
  assert.equal(invited(no, "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@home.example"), 0);
  assert.equal(invited(no, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org"), 0);
});

Deno.test("parseBusyTimes: an own address matches whatever the case of its domain", () => {
  const self = ["ada@xn--mller-kva.de", "ada@home.example"];
  const invited = (...attendees: string[]) =>
    mergedBusy(event("DTSTART:20260706T090000Z", "DURATION:PT1H", ...attendees), BERLIN, self)
      .length;
  const no = "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@home.example";
  assert.equal(invited(no, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:Ada@Müller.de"), 1);
  assert.equal(invited("ATTENDEE;PARTSTAT=DECLINED:MAILTO:ada@müller.de"), 0);
});

Deno.test("parseBusyTimes: an event that is both opaque and transparent is busy", () => {
  const says = (...lines: string[]) =>
    mergedBusy(event("DTSTART:20260706T090000Z", "DURATION:PT1H", ...lines)).length;
  assert.equal(says("TRANSP:TRANSPARENT", "TRANSP:OPAQUE"), 1);
  assert.equal(says("STATUS:CANCELLED", "STATUS:CONFIRMED"), 1);
  assert.equal(says("X-MICROSOFT-CDO-BUSYSTATUS:FREE", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"), 1);
});

Deno.test("parseBusyTimes: an all-day event lasts whole days, and at least one", () => {
  const day = ["2026-07-05T22:00/2026-07-06T22:00"];
  const allDay = (...more: string[]) => mergedBusy(event("DTSTART;VALUE=DATE:20260706", ...more));
  for (const length of ["PT0S", "P0D", "PT12H", "P0W", "PT24H"]) {
    assert.deepEqual(allDay(`DURATION:${length}`), day, length);
  }
  assert.deepEqual(allDay("DURATION:PT36H"), ["2026-07-05T22:00/2026-07-07T22:00"]);
  assert.deepEqual(allDay(zoned("DTEND", "20260706T000000")), day);
  assert.deepEqual(allDay(zoned("DTEND", "20260706T120000")), day);
  assert.deepEqual(reasons(event("DTSTART;VALUE=DATE:20260706", "DTEND;VALUE=DATE:20260701")), [
    "an end before its start",
  ]);
  // A time that ends with a date may end with its last moment.
  assert.deepEqual(
    mergedBusy(event(zoned("DTSTART", "20260706T090000"), "DTEND;VALUE=DATE:20260707")),
    [
      "2026-07-06T07:00/2026-07-07T22:00",
    ],
  );
});

Deno.test("parseBusyTimes: of several ends the last one counts, and the entry is counted", () => {
  const several = (...ends: string[]) => event("DTSTART:20260706T090000Z", ...ends);
  const two = several("DTEND:20260706T090000Z", "DURATION:PT2H");
  assert.deepEqual(mergedBusy(two), ["2026-07-06T09:00/2026-07-06T11:00"]);
  assert.deepEqual(reasons(two), ["more than one end"]);
  assert.deepEqual(
    mergedBusy(several("DTEND:20260706T091500Z", "DTEND:20260706T110000Z")),
    ["2026-07-06T09:00/2026-07-06T11:00"],
  );
  assert.deepEqual(reasons(several("DTEND:20260706T100000Z", "DURATION:PT1H")), []);
});

Deno.test("parseBusyTimes: a line after white space is no continuation, and it is counted", () => {
  const blank = (line: string) =>
    event("SUMMARY:Lunch", "DTSTART:20260706T090000Z", "DESCRIPTION:With Bob", line);
  for (
    const line of [" DTEND:20260706T100000Z", "\tDURATION:PT1H", "  DTEND;TZID=UTC:20260706T100000"]
  ) {
    assert.deepEqual(mergedBusy(blank(line)), ["2026-07-06T09:00/2026-07-06T10:00"], line);
    assert.deepEqual(reasons(blank(line)), ["a line that cannot be read"], line);
  }
  const after = event("SUMMARY:Lunch", "DTSTART:20260706T090000Z", " DTEND:20260706T100000Z");
  assert.deepEqual(mergedBusy(after), ["2026-07-06T09:00/2026-07-06T10:00"]);
  assert.equal(
    mergedBusy(event("DTSTART:20260706T090000Z", "DURATION:PT1H", " RRULE:FREQ=DAILY;COUNT=3"))
      .length,
    3,
  );
  const swallowed = [
    ...event("DTSTART:20260706T090000Z"),
    "X-NOTE:a",
    " BEGIN:VEVENT",
    " END:VEVENT",
  ];
  assert.deepEqual(reasons(swallowed), ["a line that cannot be read"]);
});

Deno.test("parseBusyTimes: a folded description that quotes times stays text", () => {
  const texts = [
    " Duration: 1 hour",
    " begin:vevent and more",
    " dtstart is when",
    " rrule: every day",
    "  DTEND later",
  ];
  for (const line of texts) {
    const lines = event("DTSTART:20260706T090000Z", "DURATION:PT1H", "DESCRIPTION:About", line);
    assert.deepEqual([mergedBusy(lines).length, reasons(lines)], [1, []], line);
  }
});

Deno.test("parseBusyTimes: a property with a group prefix is that property", () => {
  const grouped = event(
    "SUMMARY:Lunch",
    "item1.DTSTART:20260706T090000Z",
    "item1.DTEND;TZID=Europe/Berlin:20260706T120000",
    "item2.RRULE:FREQ=DAILY;COUNT=2",
  );
  assert.deepEqual(mergedBusy(grouped), [
    "2026-07-06T09:00/2026-07-06T10:00",
    "2026-07-07T09:00/2026-07-07T10:00",
  ]);
});

Deno.test("parseBusyTimes: VFREEBUSY with an unreadable line is counted", () => {
  const lines = [
    "BEGIN:VFREEBUSY",
    "FREEBUSY:20260706T090000Z/PT1H",
    "FREE?USY:20260707T090000Z/PT1H",
  ];
  assert.deepEqual(reasons([...lines, "END:VFREEBUSY"]), ["a line that cannot be read"]);
});

Deno.test("parseBusyTimes: an unreadable end is a day that is named apart from what is known", () => {
  const ends = ["DTEND:20260706T080000Z", "DURATION:-PT1H", "DURATION:P", "DTEND:20261399T000000Z"];
  for (const end of ends) {
    for (const more of [[], ["RRULE:FREQ=WEEKLY;COUNT=2"]]) {
      const { objects, unreadable } = read(event("DTSTART:20260706T090000Z", end, ...more));
      assert.deepEqual(objects.flatMap((each) => each.busy), [], end);
      for (const day of more.length ? [6, 13] : [6]) {
        const start = Date.UTC(2026, 6, day, 9);
        const isNamed = unreadable.some((each) =>
          each.busy?.some((one) => one.start <= start && one.end >= start + DAY)
        );
        assert.ok(isNamed, `${end} ${more}`);
      }
    }
  }
  const dates = read(event("DTSTART;VALUE=DATE:20260706", "DTEND;VALUE=DATE:20260701"));
  assert.deepEqual(dates.objects.flatMap((each) => each.busy), []);
  // The length that can be read stays.
  const half = event("DTSTART:20260706T090000Z", "DTEND:20260706T080000Z", "DURATION:PT1H");
  assert.deepEqual(mergedBusy(half), ["2026-07-06T09:00/2026-07-06T10:00"]);
});
