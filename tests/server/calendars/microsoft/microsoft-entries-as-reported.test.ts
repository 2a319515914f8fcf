/** What Microsoft Graph is reported to do when entries are written (docs/providers.md). */
import assert from "node:assert/strict";
import { noon } from "../../../support/test-app.ts";
import { against, work } from "../../../support/microsoft/account.ts";
import { anEvent, later, lesson } from "../../../support/provider-account.ts";
import type { GraphFake } from "../../../support/microsoft/calendar-server.ts";

const standing = (graph: GraphFake) =>
  [...graph.events].filter(([, { removed }]) => !removed).map(([id]) => id);

Deno.test("remove: a found event that is missing a moment later is a conflict; a deleted one is done", () =>
  against(async (graph, open) => {
    const calendar = open();
    const version = await calendar.put(work, anEvent);
    for (const status of [404, 410]) {
      graph.fault = { status, only: "DELETE" };
      await assert.rejects(calendar.remove(work, anEvent.uid), { kind: "changed" });
      await assert.rejects(calendar.remove(work, anEvent.uid, version), { kind: "changed" });
    }
    graph.fault = null;
    await calendar.remove(work, anEvent.uid, version);
    await calendar.remove(work, anEvent.uid, version);
    await calendar.remove(work, anEvent.uid);
    assert.deepEqual(standing(graph), []);
  }));

Deno.test("put: a create answered with an old, deleted event is repeated and stands at its time", () =>
  against(async (graph, open) => {
    const calendar = open();
    for (let n = 0; n < 3; n++) {
      const { href } = await calendar.put(work, { ...anEvent, dtstamp: noon + n });
      assert.deepEqual(standing(graph), [href]);
      const own = (await calendar.busy(work, lesson)).map(({ bookingId }) => bookingId);
      assert.deepEqual(own, [anEvent.bookingId]);
      await calendar.remove(work, anEvent.uid);
    }
    // The same booking as it was, too.
    const { href } = await calendar.put(work, anEvent);
    assert.deepEqual(standing(graph), [href]);
  }));

Deno.test("put: a created event that listings show late is waited for, and not created twice", () => {
  const waited: number[] = [];
  return against(
    async (graph, open) => {
      graph.stampsNow = true;
      const calendar = open("UTC", { wait: (ms) => Promise.resolve(void waited.push(ms)) });
      const { href } = await calendar.put(work, anEvent);
      assert.deepEqual([standing(graph), waited], [[href], [500, 1_500]]);
      assert.ok(!graph.requests.some((each) => each.startsWith("DELETE")));
    },
    (fetch) => async (url, init) => {
      const answer = await fetch(url, init);
      const isLook = init?.method === "GET" && /events\?|calendarView\?/.test(String(url));
      return isLook && waited.length < 2
        ? Response.json({ "@odata.context": "events", value: [] })
        : answer;
    },
  );
});

Deno.test("put: an event changed right after its create is changed, and not created twice", () => {
  const waited: number[] = [];
  let isLate = false;
  return against(
    async (graph, open) => {
      const calendar = open("UTC", { wait: (ms) => Promise.resolve(void waited.push(ms)) });
      const version = await calendar.put(work, anEvent);
      isLate = true;
      const moved = { ...anEvent, ...later, sequence: anEvent.sequence + 1 };
      await assert.rejects(calendar.put(work, moved, version), { kind: "changed" });
      const { href } = await calendar.put(work, moved);
      assert.deepEqual([standing(graph), href], [[version.href], version.href]);
      assert.equal((await calendar.find(work, anEvent.uid))?.start, later.start);
    },
    (fetch) => async (url, init) => {
      const answer = await fetch(url, init);
      const isLook = init?.method === "GET" && /events\?|calendarView\?/.test(String(url));
      return isLate && isLook && waited.length < 1
        ? Response.json({ "@odata.context": "events", value: [] })
        : answer;
    },
  );
});

Deno.test("put: a create answered with an event of another time changes that event", () =>
  against(
    async (graph, open) => {
      const { href } = await open().put(work, anEvent);
      assert.deepEqual(standing(graph), [href]);
      assert.equal((await open().find(work, anEvent.uid))?.start, anEvent.start);
    },
    (fetch) => async (url, init) => {
      if (init?.method !== "POST" || !String(url).endsWith("/events")) {
        return await fetch(url, init);
      }
      const body = JSON.parse(String(init.body));
      const time = (instant: number) => ({
        dateTime: new Date(instant).toISOString().slice(0, 19),
        timeZone: "UTC",
      });
      const old = { ...body, start: time(later.start), end: time(later.end) };
      return await fetch(url, { ...init, body: JSON.stringify(old) });
    },
  ));

Deno.test("put: an event that is nowhere in its calendar after the write was not written", () =>
  against(
    async (_graph, open) => {
      await assert.rejects(open().put(work, anEvent), { kind: "try-again", reason: "not-stored" });
    },
    (fetch) => async (url, init) => {
      const answer = await fetch(url, init);
      const isLook = init?.method === "GET" && /events\?|calendarView\?/.test(String(url));
      return isLook ? Response.json({ "@odata.context": "events", value: [] }) : answer;
    },
  ));

Deno.test("put: a version in the deleted items, or in another calendar, is a conflict", () =>
  against(async (graph, open) => {
    const home = graph.addCalendar("home");
    const calendar = open();
    const version = await calendar.put(work, anEvent);
    graph.delete(work, anEvent.uid);
    await assert.rejects(calendar.put(work, { ...anEvent, ...later }, version), {
      kind: "changed",
    });
    const second = await calendar.put(work, anEvent);
    graph.events.get(second.href)!.calendarId = home;
    await assert.rejects(calendar.put(work, { ...anEvent, ...later }, second), {
      kind: "changed",
    });
    assert.equal((await calendar.find(home, anEvent.uid))?.href, second.href);
  }));

Deno.test("find: of several matches the written one is ours, and the others are reported", () =>
  against(async (graph, open) => {
    const calendar = open();
    const { href } = await calendar.put(work, anEvent);
    // A listing begins with the copy.
    const copy = graph.copy(href);
    const stored = graph.events.get(href)!;
    graph.events.delete(href);
    graph.events.set(href, stored);
    const found = await calendar.find(work, anEvent.uid, href);
    assert.deepEqual([found?.href, found?.copyCount], [href, 1]);
    await calendar.put(work, { ...anEvent, ...later }, found!);
    const startOf = (id: string) =>
      (graph.events.get(id)!.resource.start as { dateTime: string }).dateTime.slice(0, 16);
    assert.equal(startOf(href), new Date(later.start).toISOString().slice(0, 16));
    assert.equal(startOf(copy), new Date(lesson.start).toISOString().slice(0, 16));
    await calendar.remove(work, anEvent.uid, { href, etag: null });
    assert.deepEqual(standing(graph), [copy], "the person's copy stays");
    assert.equal((await calendar.find(work, anEvent.uid))?.copyCount, undefined);
  }));

Deno.test("put: a location that is too long for Graph is cut, and complete in the description", () =>
  against(async (graph, open) => {
    const location = `https://meet.example/${"x".repeat(300)}`;
    const { href } = await open().put(work, {
      ...anEvent,
      location,
      title: "🎈".repeat(200),
      description: "y".repeat(40_000),
    });
    const { resource } = graph.events.get(href)!;
    const place = (resource.location as { displayName: string }).displayName;
    assert.ok(place.length <= 255 && place.startsWith("https://meet.example/x"));
    const text = (resource.body as { content: string }).content;
    assert.ok(text.startsWith(location) && text.length <= 8_000 && text.endsWith("…"));
    const subject = String(resource.subject);
    assert.ok(subject.length <= 255 && subject.isWellFormed());
  }));

Deno.test("conference: a link is read only in the calendar, not in another one or among what was deleted", () =>
  against(async (graph, open) => {
    const calendar = open();
    const conference = { kind: "microsoft-teams", requestId: "one" } as const;
    const { href } = await calendar.put(work, { ...anEvent, conference });
    const state = async () => (await calendar.conference!(work, anEvent.uid, href)).state;
    assert.equal(await state(), "made");
    const stored = graph.events.get(href)!;
    graph.events.set(href, { ...stored, calendarId: graph.addCalendar("other") });
    assert.equal(await state(), "failed");
    graph.events.set(href, { ...stored, removed: true });
    assert.equal(await state(), "failed");
    graph.events.set(href, stored);
    assert.equal(await state(), "made");
    const copy = graph.copy(href);
    graph.events.set(href, { ...stored, removed: true });
    assert.equal(await state(), "failed", `the copy ${copy} is not ours`);
  }));
