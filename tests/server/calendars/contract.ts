import assert from "node:assert/strict";
import { uidOf } from "$lib/scheduling/booking.ts";
import { type Calendar, CalendarError } from "$lib/server/calendars/calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { type RequiredProgram, requires } from "../../support/required-programs.ts";

/** One account at a real or made-up server, with a way round the product to change it. */
export interface Subject {
  open(password?: string): Promise<Calendar> | Calendar;
  /** An empty calendar; its id. */
  make(name: string): Promise<string>;
  /** Puts an event as another program would: iCalendar lines between UID and END:VEVENT. */
  put(calendarId: string, uid: string, lines: string[]): Promise<void>;
  delete(calendarId: string, uid: string): Promise<void>;
  /** The text of our own event as another program reads it; null when it is not there. */
  read(calendarId: string, uid: string): Promise<string | null>;
  /** What it keeps is not iCalendar: its own tests look at what we write. */
  isNative?: true;
  /** Nothing can be written, and everybody who knows the address may read. */
  isReadOnly?: true;
  [Symbol.asyncDispose](): Promise<void>;
}

const window = { start: Date.UTC(2026, 10, 1), end: Date.UTC(2027, 1, 1) };
const bookingId = "AAAAAAAAAAAAAAAAAAAAAA";
const event: CalendarEvent = {
  uid: uidOf(bookingId),
  sequence: 0,
  bookingId,
  start: Date.UTC(2026, 10, 24, 13, 30),
  end: Date.UTC(2026, 10, 24, 14),
  zone: "Europe/Berlin",
  title: "Intro call: Zoë; with, signs\nand lines 🎈",
  description: "x".repeat(300),
  location: "https://meet.example/a?b=c",
  join: null,
  conference: null,
  organizer: { name: 'Ada "B" Beck', email: "ada@example.org" },
  attendees: [{ name: "Zoë, Guest", email: "zoe@example.com" }],
  alarmMinutes: null,
  dtstamp: Date.UTC(2026, 10, 1),
};
const time = { start: event.start, end: event.end };
const kind = (wanted: string) => (error: unknown) =>
  error instanceof CalendarError && error.kind === wanted;

/** What every calendar keeps to, whoever the provider is (`Calendar` in calendars/calendar.ts). */
export function keepsTheContract(
  name: string,
  subject: () => Promise<Subject | null>,
  ...needed: RequiredProgram[]
) {
  Deno.test(`Calendar of ${name}`, requires(...needed), async (t) => {
    await using given = await subject();
    if (!given) return;
    const calendar = await given.open();
    const id = await given.make("work");
    const changes = async (cursor: string | null) => await calendar.changes(id, window, cursor);

    await t.step("list: names the calendar, writable", async () => {
      const found = (await calendar.list()).find((each) => each.id === id);
      assert.equal(found?.name, "work");
      assert.equal(found?.writable, !given.isReadOnly);
      assert.equal(found?.transparent, false);
    });

    if (calendar.capabilities) {
      await t.step(
        "capabilities: how changes are found, and the difference of the clocks",
        async () => {
          const { changeDetection, clockOffsetMs } = await calendar.capabilities!(id, Date.now());
          assert.ok(changeDetection === "reports" || changeDetection === "marks");
          assert.ok(clockOffsetMs === null || Math.abs(clockOffsetMs) < 10_000);
        },
      );
    }

    await t.step("changes: an empty calendar is empty, and then unchanged", async () => {
      const first = await changes(null);
      assert.deepEqual(first?.objects, []);
      let cursor = first!.cursor;
      // A mark with the resolution of a clock is believed at the second look.
      const second = await changes(cursor);
      if (second) cursor = second.cursor;
      assert.equal(await changes(cursor), null);
    });

    await t.step("changes: recurring, all-day and foreign events become busy time", async () => {
      const before = (await changes(null))!.cursor;
      await given.put(id, "weekly", [
        "DTSTART;TZID=Europe/Berlin:20200106T090000",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY",
      ]);
      await given.put(id, "day", ["DTSTART;VALUE=DATE:20261225", "SUMMARY:Christmas"]);
      await given.put(id, "outside", ["DTSTART:20280101T090000Z", "DURATION:PT1H"]);
      await given.put(id, "free", [
        "DTSTART:20261201T090000Z",
        "DURATION:PT1H",
        "TRANSP:TRANSPARENT",
      ]);
      const found = await changes(before);
      const of = (uid: string) => found?.objects.find((object) => object.uid === uid)?.busy ?? [];
      assert.equal(of("weekly").length, 13);
      assert.deepEqual(of("weekly")[0], {
        start: Date.UTC(2026, 10, 2, 8),
        end: Date.UTC(2026, 10, 2, 9),
      });
      const monday = { start: Date.UTC(2026, 10, 9, 8, 30), end: Date.UTC(2026, 10, 9, 12) };
      assert.deepEqual((await calendar.busy(id, monday)).map(({ start, end }) => [start, end]), [
        [monday.start, Date.UTC(2026, 10, 9, 9)],
      ]);
      assert.deepEqual(of("day"), [{
        start: Date.UTC(2026, 11, 24, 23),
        end: Date.UTC(2026, 11, 25, 23),
      }]);
      assert.deepEqual(of("outside"), []);
      assert.deepEqual(of("free"), []);
    });

    await t.step("changes and busy: titles, and none of a private entry", async () => {
      await given.put(id, "doctor", [
        "DTSTART:20261202T090000Z",
        "DURATION:PT1H",
        "SUMMARY:Oncology",
        "CLASS:PRIVATE",
      ]);
      const found = (await changes(null))!.objects;
      const titles = (uid: string) => found.find((each) => each.uid === uid)?.titles ?? [];
      const christmas = { start: Date.UTC(2026, 11, 24, 23), end: Date.UTC(2026, 11, 25, 23) };
      assert.deepEqual(titles("day"), [{ ...christmas, title: "Christmas" }]);
      const doctor = { start: Date.UTC(2026, 11, 2, 9), end: Date.UTC(2026, 11, 2, 10) };
      assert.deepEqual(titles("doctor"), [{ ...doctor, title: null }]);
      assert.equal(titles("weekly").length, 13);
      assert.deepEqual(await calendar.busy(id, doctor), [{
        ...doctor,
        title: "",
        isPrivate: true,
      }]);
      await given.delete(id, "doctor");
    });

    await t.step("changes: a deleted event is not listed any more", async () => {
      await given.delete(id, "weekly");
      const found = await changes(null);
      assert.ok(found?.isFullSync);
      assert.ok(!found.objects.some(({ uid }) => uid === "weekly"));
    });

    await t.step("busy: what overlaps the span now, with its title", async () => {
      const span = { start: Date.UTC(2026, 11, 25, 10), end: Date.UTC(2026, 11, 25, 11) };
      assert.deepEqual(await calendar.busy(id, span), [{ ...span, title: "Christmas" }]);
      const after = { start: Date.UTC(2026, 11, 25, 23), end: Date.UTC(2026, 11, 26) };
      assert.deepEqual(await calendar.busy(id, after), []);
    });

    await t.step("a calendar that does not exist is gone", async () => {
      const nowhere = given.isReadOnly ? "nowhere" : id.replace("work", "nowhere");
      await assert.rejects(calendar.changes(nowhere, window, null), kind("gone"));
    });

    if (given.isReadOnly) {
      await t.step("put and remove: refused with a reason", async () => {
        await assert.rejects(calendar.put(id, event), kind("refused"));
        await assert.rejects(calendar.remove(id, event.uid), kind("refused"));
        assert.equal(await calendar.find(id, event.uid), null);
      });
      return;
    }

    await t.step("put: writes the event once, at the right instant, and finds it", async () => {
      const version = await calendar.put(id, event);
      const found = await calendar.find(id, event.uid);
      assert.deepEqual({ ...found, href: "", etag: "" }, {
        href: "",
        etag: "",
        ...time,
        sequence: 0,
      });
      assert.equal(found?.href, version.href);
      if (version.etag) assert.equal(found?.etag, version.etag);
      if (given.isNative) return;
      const text = (await given.read(id, event.uid))?.replace(/\r?\n[ \t]/g, "") ?? "";
      assert.match(text, /DTSTART;TZID="?Europe\/Berlin"?:20261124T143000/);
      assert.match(text, /BEGIN:VTIMEZONE/);
      assert.match(text, /SUMMARY:Intro call: Zoë\\; with\\, signs\\nand lines 🎈/);
      assert.doesNotMatch(text, /METHOD/);
      for (const side of ["ORGANIZER", "ATTENDEE"]) {
        assert.match(text, new RegExp(`^${side}[^:]*SCHEDULE-AGENT=CLIENT`, "m"));
      }
    });

    await t.step("changes and busy: our own event carries its booking", async () => {
      const own = (await changes(null))?.objects.find(({ uid }) => uid === event.uid);
      assert.equal(own?.bookingId, bookingId);
      assert.deepEqual(own?.busy, [time]);
      assert.equal((await calendar.busy(id, time))[0]?.bookingId, bookingId);
    });

    await t.step("put: a second time replaces, before and after a sync", async () => {
      const later = { ...event, start: event.start + HOUR, end: event.end + HOUR };
      const version = await calendar.put(id, { ...later, sequence: 1 });
      assert.equal((await calendar.find(id, event.uid))?.start, later.start);
      await calendar.put(id, { ...event, sequence: 2 }, version);
      const found = (await changes(null))!.objects.filter(({ uid }) => uid === event.uid);
      assert.deepEqual(found.map(({ busy }) => busy), [[time]]);
    });

    await t.step("put: over a version that is no longer current, reports a conflict", async () => {
      const seen = (await calendar.find(id, event.uid))!;
      await given.put(id, event.uid, ["DTSTART:20261124T150000Z", "DURATION:PT1H", "SEQUENCE:9"]);
      if (seen.etag === null) return;
      await assert.rejects(calendar.put(id, event, seen), kind("changed"));
      assert.equal((await calendar.find(id, event.uid))?.start, Date.UTC(2026, 10, 24, 15));
    });

    await t.step("remove: succeeds when it is gone, once or twice", async () => {
      await calendar.remove(id, event.uid);
      assert.equal(await calendar.find(id, event.uid), null);
      assert.equal(await given.read(id, event.uid), null);
      await calendar.remove(id, event.uid);
    });

    await t.step("put: what was removed, by us or by others, is written again", async () => {
      for (const removed of ["here", "there"]) {
        await calendar.put(id, event);
        assert.equal((await calendar.find(id, event.uid))?.start, event.start, removed);
        const own = (await changes(null))!.objects.filter(({ bookingId: own }) =>
          own === bookingId
        );
        assert.deepEqual(own.map(({ busy }) => busy), [[time]], removed);
        if (removed === "here") await calendar.remove(id, event.uid);
        else await given.delete(id, event.uid);
        assert.equal(await calendar.find(id, event.uid), null, removed);
      }
      await calendar.put(id, event);
      assert.equal((await calendar.busy(id, time))[0]?.bookingId, bookingId);
      await calendar.remove(id, event.uid);
    });

    await t.step("a wrong password counts as signed out", async () => {
      const stranger = await given.open("wrong");
      await assert.rejects(stranger.list(), kind("signed-out"));
      await assert.rejects(stranger.changes(id, window, null), kind("signed-out"));
      await assert.rejects(stranger.busy(id, time), kind("signed-out"));
    });
  });
}
