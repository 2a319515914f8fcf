import assert from "node:assert/strict";
import fc from "fast-check";
import ICAL from "ical.js";
import { icsFile, itipMessage } from "$lib/server/email/itip.ts";
import { ada, confirmedBooking, noon } from "../../support/sample-booking.ts";
import { readByOthers } from "../../support/icalendar/icalendar-readers.ts";
import { requires } from "../../support/required-programs.ts";

const link = "https://meet.example.org/booking/" + "g".repeat(43);

function request(
  change: Parameters<typeof confirmedBooking>[0] = {},
  method: "REQUEST" | "CANCEL" = "REQUEST",
): string {
  const booking = confirmedBooking(change);
  return itipMessage({
    method,
    booking,
    to: "guest",
    host: ada(),
    hosts: [ada()],
    withdrawn: [],
    removed: null,
    organizer: booking.organizer!,
    sequence: booking.sequence,
    stamp: noon,
    link,
  });
}

function eventOf(object: string): ICAL.Component {
  return new ICAL.Component(ICAL.parse(object)).getFirstSubcomponent("vevent")!;
}

Deno.test(
  "invitation: python3-icalendar and libical read what was meant",
  requires("icalendar-readers"),
  async () => {
    const type = { ...confirmedBooking().type, title: "Tea; cake, \\ and 👩🏽‍🚀 — ".repeat(4) };
    const seen = await readByOthers([request(), request({ type, sequence: 3 })]);
    for (const [i, [one, other]] of (seen ?? []).entries()) {
      assert.deepEqual(one.errors, []);
      assert.deepEqual(other.errors, []);
      assert.equal(other.restrictions, true, "libical finds the restrictions of RFC 5546 kept");
      for (const reader of [one, other]) {
        assert.equal(reader.uid, confirmedBooking().uid);
        assert.equal(reader.sequence, i === 0 ? 0 : 3);
        assert.equal(reader.start, confirmedBooking().start);
        assert.equal(reader.end, confirmedBooking().end);
        assert.equal(
          reader.summary,
          `${i === 0 ? "Intro call" : type.title}: Ada Lovelace and Tilda Swan`,
        );
        assert.equal(reader.location, "https://meet.example.org/ada");
        assert.match(reader.description, /^With Ada Lovelace, Tilda Swan\n/);
      }
      assert.equal(one.method, "REQUEST");
      assert.equal(one.organizer, "mailto:ada@example.org");
      assert.deepEqual(one.attendees, [
        ["mailto:tilda@example.net", "Tilda Swan", "ACCEPTED"],
        ["mailto:ada@example.org", "Ada Lovelace", "ACCEPTED"],
      ]);
    }
  },
);

Deno.test(
  "invitation: a cancellation has the same UID, its own METHOD and STATUS",
  requires("icalendar-readers"),
  async () => {
    const seen = await readByOthers([request({ sequence: 1 }, "CANCEL")]);
    for (const [one] of seen ?? []) {
      assert.deepEqual([one.method, one.status, one.uid, one.sequence], [
        "CANCEL",
        "CANCELLED",
        confirmedBooking().uid,
        1,
      ]);
    }
  },
);

Deno.test("invitation: what Outlook, Gmail and Apple need is there (docs/invitations.md)", () => {
  const object = request();
  const lines = object.split("\r\n");
  assert.equal(lines[0], "BEGIN:VCALENDAR");
  assert.ok(!object.replaceAll("\r\n", "").includes("\n"), "CRLF everywhere");
  for (
    const needed of [
      /^PRODID:/,
      /^VERSION:2\.0$/,
      /^METHOD:REQUEST$/,
      /^UID:/,
      /^DTSTAMP:\d{8}T\d{6}Z$/,
      /^SEQUENCE:0$/,
      /^STATUS:CONFIRMED$/,
      /^TRANSP:OPAQUE$/,
      /^SUMMARY:/,
    ]
  ) {
    assert.equal(lines.filter((line) => needed.test(line)).length, 1, String(needed));
  }
  const event = eventOf(object);
  const zone = event.getFirstProperty("dtstart")!.getParameter("tzid");
  const zones = new ICAL.Component(ICAL.parse(object)).getAllSubcomponents("vtimezone");
  assert.deepEqual(zones.map((one) => one.getFirstPropertyValue("tzid")), [zone]);
  assert.equal(event.getFirstProperty("dtend")!.getParameter("tzid"), zone);
  assert.equal(event.getAllProperties("organizer").length, 1);
  const attendees = event.getAllProperties("attendee");
  assert.ok(attendees.some((one) => one.getFirstValue() === "mailto:tilda@example.net"));
  for (const one of attendees) assert.equal(one.getParameter("cutype"), "INDIVIDUAL");
  assert.equal(event.getAllProperties("method").length, 0);
});

Deno.test(
  "itipMessage: libical would have reported a REQUEST without ORGANIZER",
  requires("icalendar-readers"),
  async () => {
    const seen = await readByOthers([request().replace(/ORGANIZER.*\r\n/, "")]);
    for (const [, other] of seen ?? []) assert.equal(other.restrictions, false);
  },
);

Deno.test("invitation: a host who books the own page stands there once", () => {
  const guest = { ...confirmedBooking().guest, email: "ADA@example.org" };
  assert.equal(eventOf(request({ guest })).getAllProperties("attendee").length, 1);
});

Deno.test("itipMessage: no entered text adds a property or a component", () => {
  const evil = fc.string({
    unit: fc.constantFrom(
      ...'\r\n\t\0:;,"\\^ aX=',
      "\r\nEND:VEVENT\r\n",
      "BEGIN:VALARM",
      "\u2028",
      "\u0085",
    ),
  });
  const names = eventOf(request()).getAllProperties().map((property) => property.name).sort();
  fc.assert(
    fc.property(evil, evil, (one, two) => {
      const booking = confirmedBooking();
      const event = eventOf(request({
        guest: { ...booking.guest, name: one, note: two },
        type: {
          ...booking.type,
          title: two,
          location: { kind: "link", value: `https://x.example/${one}` },
        },
        organizer: { name: one, email: "ada@example.org" },
      }));
      assert.deepEqual(event.getAllProperties().map((property) => property.name).sort(), names);
      assert.equal(event.getAllSubcomponents().length, 0);
    }),
    { numRuns: 200 },
  );
});

Deno.test(
  "icsFile: an appointment to import, without attendees, with the link to the booking",
  requires("icalendar-readers"),
  async () => {
    const file = icsFile(confirmedBooking(), [ada()], link);
    const event = eventOf(file);
    assert.equal(event.getAllProperties("attendee").length, 0);
    assert.equal(event.getFirstPropertyValue("url"), "https://meet.example.org/ada");
    assert.ok(String(event.getFirstPropertyValue("description")).includes(link));
    const seen = await readByOthers([file]);
    for (const [one, other] of seen ?? []) {
      assert.equal(one.method, "PUBLISH");
      assert.equal(other.restrictions, true);
      assert.equal(one.start, confirmedBooking().start);
    }
  },
);

Deno.test("icsFile: a host without an address organises nothing, so it publishes nothing", () => {
  const file = icsFile(confirmedBooking({ organizer: null }), [ada({ email: null })], link);
  assert.doesNotMatch(file, /METHOD|ORGANIZER/);
});
