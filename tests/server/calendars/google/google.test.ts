import assert from "node:assert/strict";
import fc from "fast-check";
import { uidOf } from "$lib/scheduling/booking.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { bookingIdOfEvent, firstEventIdOf } from "$lib/server/calendars/google/event.ts";
import { noon } from "../../../support/test-app.ts";
import { against, at, work } from "../../../support/google/account.ts";
import { anEvent, lesson, lines, weekly, window } from "../../../support/provider-account.ts";

Deno.test("openGoogle: an expired sync token, or an endless series, leads to a full sync", () =>
  against(async (google, open) => {
    google.put(work, "a", lines);
    const calendar = open();
    const first = await calendar.changes(work, window, null);
    google.forgetTokens();
    const second = await calendar.changes(work, window, first!.cursor);
    assert.ok(second?.isFullSync);
    assert.equal(second.objects.length, 1);
    assert.equal(await calendar.changes(work, window, second.cursor), null);

    google.put(work, "daily", ["DTSTART:20201101T200000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"]);
    google.pageSize = 10;
    google.requests.length = 0;
    const third = await calendar.changes(work, window, second.cursor);
    assert.ok(third?.isFullSync);
    const daily = third.objects.find(({ uid }) => uid === "daily");
    assert.equal(daily?.busy.length, 60);
    // The years of the endless series behind the token are not paged through.
    assert.equal(google.requests.filter((each) => each.includes("syncToken")).length, 3);
    google.delete(work, "daily");
    const fourth = await calendar.changes(work, window, third.cursor);
    assert.deepEqual(fourth?.objects.map(({ uid }) => uid), ["a"]);
  }));

Deno.test("openGoogle: of single events only changes are reported", () =>
  against(async (google, open) => {
    for (const uid of ["a", "b", "c"]) google.put(work, uid, lines);
    const calendar = open();
    const first = await calendar.changes(work, window, null);
    google.put(work, "b", ["DTSTART:20261105T090000Z", "DURATION:PT1H"]);
    google.put(work, "c", ["DTSTART:20281105T090000Z", "DURATION:PT1H"]);
    google.delete(work, "a");
    const second = await calendar.changes(work, window, first!.cursor);
    assert.equal(second?.isFullSync, false);
    assert.deepEqual(
      second.removed,
      first!.objects.filter(({ uid }) => uid === "a").map(({ href }) => href),
    );
    // What left the window takes no time in it any more.
    assert.deepEqual(second.objects.map(({ uid, busy }) => [uid, busy.length]), [["b", 1], [
      "c",
      0,
    ]]);
    assert.equal(await calendar.changes(work, window, second.cursor), null);
  }));

Deno.test("openGoogle: of a changed series its instances are listed, and nothing else", () =>
  against(async (google, open) => {
    for (let n = 0; n < 50; n++) google.put(work, `other-${n}`, lines);
    google.put(work, "weekly", weekly("20261102T200000Z"));
    const calendar = open();
    const first = await calendar.changes(work, window, null);
    google.put(work, "weekly", ["DTSTART:20261103T200000Z", "DURATION:PT2H", "RRULE:FREQ=WEEKLY"]);
    google.requests.length = 0;
    const second = await calendar.changes(work, window, first!.cursor);
    assert.equal(second?.isFullSync, false);
    assert.deepEqual(second.objects.map(({ uid, busy }) => [uid, busy.length, busy[0]?.start]), [
      ["weekly", 9, Date.UTC(2026, 10, 3, 20)],
    ]);
    assert.equal(google.requests.length, 2);
    assert.match(google.requests[1]!, /\/instances\?/);

    // Of a series that is gone nobody says so: all is listed.
    google.delete(work, "weekly");
    const third = await calendar.changes(work, window, second.cursor);
    assert.deepEqual([third?.isFullSync, third?.objects.length], [true, 50]);
    assert.equal(await calendar.changes(work, window, third!.cursor), null);
  }));

Deno.test("openGoogle: a response without a page in it is no empty calendar", () =>
  against(async (google, open) => {
    for (const body of ["{}", "[]"]) {
      google.fault = { status: 200, body };
      await assert.rejects(open().changes(work, window, null), { reason: "incomplete" });
      await assert.rejects(open().busy(work, window), { reason: "incomplete" });
    }
  }));

Deno.test("openGoogle: many pages are one listing; only requested fields are read", () =>
  against(async (google, open) => {
    google.pageSize = 3;
    for (let day = 0; day < 10; day++) {
      const start = noon + day * DAY;
      google.putRaw(work, `e${day}0000`, {
        ...at({ start, end: start + HOUR }),
        summary: "Review",
        description: "unread",
      });
    }
    const found = await open().changes(work, window, null);
    assert.equal(found?.objects.length, 10);
    assert.equal(google.requests.length, 4);
    assert.ok(google.requests.every((each) => !each.includes("description")));
  }));

Deno.test("openGoogle: free, declined, cancelled or past events are not busy; tentative and others' replies are", () =>
  against(async (google, open) => {
    const put = (id: string, more: object) => google.putRaw(work, id, { ...at(lesson), ...more });
    const answer = (responseStatus: string, self = true) => ({
      attendees: [{ email: "x@example.org", self, responseStatus }],
    });
    put("plain", {});
    put("tentative", { status: "tentative" });
    put("accepted", answer("accepted"));
    put("unanswered", answer("needsAction"));
    put("others-no", answer("declined", false));
    put("free", { transparency: "transparent" });
    put("declined", answer("declined"));
    put("cancelled", { status: "cancelled" });
    put("empty", at({ start: lesson.start, end: lesson.start }));
    const found = await open().changes(work, window, null);
    const busy = found?.objects.filter((object) => object.busy.length > 0).map(({ uid }) => uid);
    assert.deepEqual(busy, ["plain", "tentative", "accepted", "unanswered", "others-no"]);
    assert.equal((await open().busy(work, lesson)).length, 5);
  }));

Deno.test("openGoogle: all-day events are in the calendar's zone, date-times at their offset", () =>
  against(async (google, open) => {
    google.calendars.get(work)!.timeZone = "America/New_York";
    google.putRaw(work, "day", { start: { date: "2026-11-01" }, end: { date: "2026-11-02" } });
    google.putRaw(work, "time", {
      start: { dateTime: "2026-11-04T09:00:00+05:30", timeZone: "Asia/Kolkata" },
      end: { dateTime: "2026-11-04T10:00:00+05:30" },
    });
    const wide = { start: Date.UTC(2026, 9, 30), end: Date.UTC(2026, 10, 10) };
    const found = await open("Pacific/Auckland").changes(work, wide, null);
    assert.deepEqual(found?.objects.map(({ busy }) => busy[0]), [
      // The clocks of New York go back on this day: 25 hours.
      { start: Date.UTC(2026, 10, 1, 4), end: Date.UTC(2026, 10, 2, 5) },
      { start: Date.UTC(2026, 10, 4, 3, 30), end: Date.UTC(2026, 10, 4, 4, 30) },
    ]);
    // A time without an offset could be anything.
    google.putRaw(work, "odd", {
      start: { dateTime: "2026-11-04T09:00:00" },
      end: { date: "2026-11-05" },
    });
    await assert.rejects(open().changes(work, wide, null), { reason: "unreadable" });
    await assert.rejects(open().busy(work, wide), { reason: "unreadable" });
  }));

Deno.test("put: the event invites no guest and preserves what the host added", () =>
  against(async (google, open) => {
    const calendar = open();
    await calendar.put(work, { ...anEvent, alarmMinutes: 45 });
    const stored = () =>
      google.calendars.get(work)!.events.get(firstEventIdOf(anEvent.uid))!.resource;
    assert.equal(stored().attendees, undefined);
    assert.equal(stored().summary, "Intro call: Zoë");
    const rings = { useDefault: false, overrides: [{ method: "popup", minutes: 45 }] };
    assert.deepEqual(stored().reminders, rings);
    assert.deepEqual(stored().start, {
      dateTime: "2026-11-04T09:00:00.000Z",
      timeZone: "Europe/Berlin",
    });
    google.putRaw(work, firstEventIdOf(anEvent.uid), {
      ...stored(),
      colorId: "5",
      reminders: { useDefault: false },
    });
    const seen = (await calendar.find(work, anEvent.uid))!;
    assert.equal(seen.sequence, 3);
    await calendar.put(work, { ...anEvent, sequence: 4, alarmMinutes: 45 }, seen);
    assert.deepEqual([stored().colorId, stored().reminders], ["5", { useDefault: false }]);
    assert.equal((await calendar.find(work, anEvent.uid))?.sequence, 4);
    assert.ok(
      google.requests.every((each) => each.startsWith("GET") || each.includes("sendUpdates=none")),
    );
  }));

Deno.test("put: a deleted event is written again under its id; an outdated version is a conflict", () =>
  against(async (google, open) => {
    const calendar = open();
    const version = await calendar.put(work, anEvent);
    google.delete(work, anEvent.uid);
    assert.equal(await calendar.find(work, anEvent.uid), null);
    await assert.rejects(calendar.put(work, anEvent, version), { kind: "changed" });
    await calendar.put(work, anEvent);
    assert.equal((await calendar.find(work, anEvent.uid))?.start, lesson.start);
    google.putRaw(work, firstEventIdOf(anEvent.uid), { ...at(lesson), summary: "mine now" });
    await assert.rejects(calendar.remove(work, anEvent.uid, version), { kind: "changed" });
    for (const status of [404, 410]) {
      google.fault = { status, only: "DELETE" };
      await calendar.remove(work, anEvent.uid);
      google.fault = { status, only: "PATCH" };
      await assert.rejects(calendar.put(work, anEvent, version), { kind: "changed" });
    }
  }));

Deno.test("firstEventIdOf: is a valid id that leads back to the booking; others' ids do not", () => {
  const signs = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
  const ids = fc.string({ unit: fc.constantFrom(...signs), minLength: 22, maxLength: 22 });
  fc.assert(fc.property(ids, (bookingId) => {
    const id = firstEventIdOf(uidOf(bookingId));
    assert.match(id, /^[a-v0-9]{5,1024}$/);
    assert.equal(bookingIdOfEvent(id), bookingId);
  }));
  for (
    const id of [
      "7q3hkqjl2ob9v7b0u5jqj7e4g0",
      "invito",
      `invito${"v".repeat(27)}`,
      `xnvito${"0".repeat(27)}`,
    ]
  ) {
    assert.equal(bookingIdOfEvent(id), null, id);
  }
  assert.match(firstEventIdOf("someone else's: ü"), /^[a-v0-9]+$/);
});

Deno.test("openGoogle: a first sync tells how many events have come after each page", () =>
  against(async (google, open) => {
    google.pageSize = 3;
    for (let day = 0; day < 8; day++) {
      const start = new Date(noon + day * DAY).toISOString().replace(/[-:]|\.\d+/g, "");
      google.put(work, `e${day}`, [`DTSTART:${start}`, "DURATION:PT1H"]);
    }
    const told: [number, number | null, number][] = [];
    const changes = await open().changes(work, window, null, {
      etags: () => Promise.resolve(new Map()),
      progress: (done, of) => void told.push([done, of, google.requests.length]),
    });
    assert.equal(changes?.objects.length, 8);
    assert.deepEqual(told, [[3, null, 1], [6, null, 2], [8, null, 3]]);
  }));
