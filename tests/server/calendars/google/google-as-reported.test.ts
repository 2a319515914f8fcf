/** What Google Calendar is reported to do beyond its reference (docs/providers.md). */
import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { against, work } from "../../../support/google/account.ts";
import { anEvent, later, lesson, lines, window } from "../../../support/provider-account.ts";
import { bookingIdOfEvent, firstEventIdOf } from "$lib/server/calendars/google/event.ts";
import { OutboundError } from "$lib/server/outbound/index.ts";

Deno.test("openGoogle: a page without items is empty only if it says what it is a page of", () =>
  against(async (google, open) => {
    const calendar = open();
    assert.deepEqual(await calendar.busy(work, lesson), []);
    const first = await calendar.changes(work, window, null);
    assert.deepEqual(first?.objects, []);
    assert.equal(await calendar.changes(work, window, first!.cursor), null);
    for (const body of [`{"nextSyncToken":"1-1"}`, `{"items":[]}`, `{"kind":"calendar#event"}`]) {
      google.fault = { status: 200, body };
      await assert.rejects(calendar.busy(work, lesson), { reason: "incomplete" }, body);
      await assert.rejects(calendar.changes(work, window, null), { reason: "incomplete" }, body);
      await assert.rejects(calendar.list(), { reason: "incomplete" }, body);
    }
  }));

Deno.test("put: an id that a deleted event used gets a next one, which is found, changed and removed", () =>
  against(async (google, open) => {
    const calendar = open();
    const standing = () =>
      [...google.calendars.get(work)!.events].filter(([, { resource }]) =>
        resource.status !== "cancelled"
      ).map(([id]) => id);
    const hrefs: string[] = [];
    for (const isPurged of [false, true, false]) {
      const { href } = await calendar.put(work, anEvent);
      hrefs.push(href);
      assert.deepEqual(standing(), [href]);
      assert.equal(bookingIdOfEvent(href), anEvent.bookingId);
      const found = await calendar.find(work, anEvent.uid);
      assert.deepEqual([found?.href, found?.start], [href, lesson.start]);
      const moved = { ...anEvent, ...later };
      assert.equal((await calendar.put(work, moved)).href, href, "written once");
      assert.equal(
        (await calendar.put(work, anEvent, (await calendar.find(work, anEvent.uid))!)).href,
        href,
      );
      const own = (await calendar.busy(work, lesson)).map(({ bookingId }) => bookingId);
      assert.deepEqual(own, [anEvent.bookingId]);
      await calendar.remove(work, anEvent.uid);
      assert.deepEqual(standing(), []);
      assert.equal(await calendar.find(work, anEvent.uid), null);
      if (isPurged) google.purge(work);
    }
    assert.equal(new Set(hrefs).size, 3);
  }));

Deno.test("remove: an entry restored from the trash is removed with the one that replaced it", () =>
  against(async (google, open) => {
    const calendar = open();
    const first = await calendar.put(work, anEvent);
    google.delete(work, anEvent.uid);
    const second = await calendar.put(work, anEvent);
    assert.notEqual(second.href, first.href);
    const { events } = google.calendars.get(work)!;
    google.putRaw(work, first.href, events.get(second.href)!.resource);
    google.requests.length = 0;
    await calendar.remove(work, anEvent.uid);
    const standing = [...events.values()].filter(({ resource }) => resource.status !== "cancelled");
    assert.deepEqual([standing.length, google.requests.length], [0, 3]);
  }));

Deno.test("put: an event answered as written but cancelled was not written", () =>
  against(async (google, open) => {
    const calendar = open();
    await calendar.put(work, anEvent);
    google.delete(work, anEvent.uid);
    const id = firstEventIdOf(anEvent.uid);
    google.fault = {
      status: 200,
      only: "PATCH",
      body: JSON.stringify({ id, etag: "1", status: "cancelled" }),
    };
    const { href } = await calendar.put(work, anEvent);
    assert.notEqual(href, id);
    assert.equal(google.calendars.get(work)!.events.get(href)?.resource.status, "confirmed");
  }));

Deno.test("put: guests' input is escaped for Google's HTML, and no longer than Google accepts", () =>
  against(async (google, open) => {
    const calendar = open();
    const stored = () =>
      google.calendars.get(work)!.events.get(firstEventIdOf(anEvent.uid))!.resource;
    const description = `a <b>bold</b> & "quoted" <a href="https://evil.test/">link</a>\nnext`;
    await calendar.put(work, { ...anEvent, description });
    assert.equal(
      stored().description,
      `a &lt;b&gt;bold&lt;/b&gt; &amp; "quoted" &lt;a href="https://evil.test/"&gt;link&lt;/a&gt;\nnext`,
    );
    await calendar.put(work, {
      ...anEvent,
      description: "<🎈".repeat(5000),
      location: "x".repeat(3000),
      title: "t".repeat(3000),
    });
    const cut = String(stored().description);
    assert.ok(cut.length <= 8000 && cut.length > 7900, String(cut.length));
    assert.match(cut, /(&lt;🎈)+(&lt;)?…$/);
    assert.ok(String(stored().location).length <= 1024);
    assert.ok(String(stored().summary).length <= 1024);
  }));

Deno.test("openGoogle: all-day events of a shared calendar are days in its own zone", () =>
  against(async (google, open) => {
    const calendar = open("America/New_York");
    const stored = google.calendars.get(work)!;
    google.putRaw(work, "day", { start: { date: "2026-11-10" }, end: { date: "2026-11-11" } });
    const berlin = { start: Date.UTC(2026, 10, 9, 23), end: Date.UTC(2026, 10, 10, 23) };
    const newYork = { start: Date.UTC(2026, 10, 10, 5), end: Date.UTC(2026, 10, 11, 5) };
    const busy = async () => {
      const listed = await calendar.changes(work, window, null);
      const now = await calendar.busy(work, { start: berlin.start - DAY, end: newYork.end + DAY });
      assert.deepEqual(now.map(({ start, end }) => ({ start, end })), listed?.objects[0]?.busy);
      return listed?.objects[0]?.busy;
    };
    assert.deepEqual(await busy(), [berlin]);
    for (const role of ["writer", "reader", "freeBusyReader"] as const) {
      stored.role = role;
      assert.deepEqual(await busy(), [newYork], role);
    }
    // Whose it is was not said: either may be meant.
    google.leniencies.add("names-no-role");
    assert.deepEqual(await busy(), [{ start: berlin.start, end: newYork.end }]);
  }));

Deno.test("busy: a short Retry-After is waited for once, within the limit; a long one is not", async () => {
  const waited: number[] = [];
  await against(
    async (google, openAccount) => {
      const wait = (ms: number) => Promise.resolve(void waited.push(ms));
      const open = () => openAccount("UTC", { wait });
      google.put(work, "a", lines);
      google.fault = { status: 429, headers: { "retry-after": "2" }, times: 1 };
      assert.equal((await open().busy(work, lesson)).length, 1);
      assert.deepEqual(waited, [2_000]);
      google.fault = { status: 429, headers: { "retry-after": "30" } };
      await assert.rejects(open().busy(work, lesson), { reason: "slow-down", retryAfter: 30 });
      google.fault = { status: 429 };
      await assert.rejects(open().busy(work, lesson), { reason: "slow-down" });
      google.fault = { status: 429, headers: { "retry-after": "1" }, times: 1 };
      await assert.rejects(open().changes(work, window, null), {
        reason: "slow-down",
        retryAfter: 1,
      });
      assert.deepEqual(waited, [2_000]);
    },
  );
});

Deno.test("openGoogle: a listing that is too large for one response is requested in halves", () => {
  const sizes: number[] = [];
  return against(
    async (google, open) => {
      for (let n = 0; n < 30; n++) google.put(work, `e${n}`, lines);
      const found = await open().changes(work, window, null);
      assert.equal(found?.objects.length, 30);
      assert.deepEqual(sizes.slice(0, 3), [2500, 1250, 625]);
      assert.equal(sizes.at(-1), 9);
    },
    (fetch) => async (url, init) => {
      const size = Number(new URL(url).searchParams.get("maxResults"));
      sizes.push(size);
      if (size > 10) throw new OutboundError("too-large", "localhost");
      return await fetch(url, init);
    },
  );
});

Deno.test("conference: the link of an event that was deleted, or moved to another calendar, is none", () =>
  against(async (google, open) => {
    const calendar = open();
    const conference = { kind: "google-meet", requestId: "one" } as const;
    const { href } = await calendar.put(work, { ...anEvent, conference });
    const state = async () => (await calendar.conference!(work, anEvent.uid, href)).state;
    assert.equal(await state(), "made");
    google.delete(work, anEvent.uid);
    assert.equal(await state(), "failed");
    google.purge(work);
    assert.equal(await state(), "failed");
  }));
