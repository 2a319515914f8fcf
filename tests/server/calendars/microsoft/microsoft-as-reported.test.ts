/** What Microsoft Graph is reported to do beyond its reference (docs/providers.md). */
import assert from "node:assert/strict";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { openRequestQueue } from "$lib/server/calendars/request-queue.ts";
import { mergeChanges } from "$lib/server/connections/merge-changes.ts";
import { OutboundError } from "$lib/server/outbound/index.ts";
import type { IndexedObject } from "$lib/server/store/indexed-objects.ts";
import { noon } from "../../../support/test-app.ts";
import { against, anEvent, at, lesson, lines, work } from "../../../support/microsoft/account.ts";
import type { GraphFake } from "../../../support/microsoft/calendar-server.ts";

const HOUR = 3_600_000, DAY = 24 * HOUR;
const window = { start: noon, end: noon + 60 * DAY };
const later = { start: lesson.start + DAY, end: lesson.end + DAY };
const weekly = (start: string) => [`DTSTART:${start}`, "DURATION:PT1H", "RRULE:FREQ=WEEKLY"];

/** One occurrence of a series that somebody else keeps, as it stands with who was invited to it alone. */
const single = (time: typeof lesson) => ({
  ...at(time),
  type: "occurrence",
  seriesMasterId: "AAMkTheirs",
  iCalUId: "series@elsewhere",
});

const standing = (graph: GraphFake) =>
  [...graph.events].filter(([, { removed }]) => !removed).map(([id]) => id);

Deno.test("openMicrosoft: one instance of another's series is busy, on a full and on an incremental sync", () =>
  against(async (graph, open) => {
    const calendar = open();
    graph.put(work, "a", lines);
    const first = await calendar.changes(work, window, null);
    graph.putRaw(work, "occurrence-1", single(lesson));
    const second = await calendar.changes(work, window, first!.cursor);
    const busy = (changes: typeof second) =>
      changes?.objects.find(({ href }) => href === "AAMkTheirs")?.busy;
    assert.deepEqual(busy(second), [lesson]);
    graph.putRaw(work, "occurrence-2", single(later));
    const third = await calendar.changes(work, window, second!.cursor);
    assert.deepEqual(busy(third), [lesson, later]);
    graph.putRaw(work, "occurrence-1", { ...single(lesson), subject: "renamed" });
    const fourth = await calendar.changes(work, window, third!.cursor);
    assert.deepEqual(busy(fourth), [lesson, later]);
    const known: IndexedObject[] = [{
      href: "AAMkTheirs",
      etag: null,
      uid: "series@elsewhere",
      bookingId: null,
      inexactReason: null,
      unreadableReason: null,
      busyBounds: [lesson.start, lesson.end, later.start, later.end],
    }];
    graph.putRaw(work, "occurrence-1", { ...single(lesson), isCancelled: true });
    const fifth = await calendar.changes(work, window, fourth!.cursor);
    const kept = mergeChanges(known, fifth!).all.find(({ href }) => href === "AAMkTheirs");
    assert.ok(kept?.busyBounds.includes(later.start), "the other occurrence is still busy");
  }));

Deno.test("openMicrosoft: an instance that its series does not list leads to a full sync", () =>
  against(async (graph, open) => {
    const calendar = open();
    graph.put(work, "weekly", weekly("20261102T200000Z"));
    const first = await calendar.changes(work, window, null);
    const { href } = first!.objects[0]!;
    graph.putRaw(work, "stray", { ...single(lesson), seriesMasterId: href });
    const second = await calendar.changes(work, window, first!.cursor);
    const busy = second?.objects.filter((each) => each.href === href).flatMap(({ busy }) => busy);
    assert.ok(busy?.some(({ start }) => start === lesson.start));
  }));

Deno.test("openMicrosoft: an instance without isAllDay may be all day", () =>
  against(async (graph, open) => {
    const day = { start: Date.UTC(2026, 10, 4), end: Date.UTC(2026, 10, 5) };
    graph.putRaw(work, "occurrence", { ...single(day), isAllDay: undefined });
    const found = await open("America/New_York").changes(work, window, null);
    assert.deepEqual(found?.objects[0]?.busy, [{ start: day.start, end: day.end + 5 * HOUR }]);
  }));

Deno.test("openMicrosoft: an all-day event at another zone's midnight takes the days that it overlaps", () =>
  against(async (graph, open) => {
    const theirs = { start: Date.UTC(2026, 10, 9, 5), end: Date.UTC(2026, 10, 10, 5) };
    graph.putRaw(work, "day", { ...at(theirs), isAllDay: true });
    const found = await open("Europe/Berlin").changes(work, window, null);
    assert.deepEqual(found?.objects[0]?.busy, [
      { start: Date.UTC(2026, 10, 8, 23), end: Date.UTC(2026, 10, 10, 23) },
    ]);
    const own = await open("America/New_York").changes(work, window, null);
    assert.deepEqual(own?.objects[0]?.busy, [theirs]);
  }));

Deno.test("openMicrosoft: any refusal of a delta token, or of instances, leads to a full sync", () =>
  against(async (graph, open) => {
    const calendar = open();
    graph.put(work, "weekly", weekly("20261102T200000Z"));
    const first = await calendar.changes(work, window, null);
    graph.put(work, "weekly", weekly("20261103T200000Z"));
    for (const where of ["deltatoken=", "/instances?"]) {
      for (const status of [400, 404, 410]) {
        graph.fault = { status, where };
        const again = await calendar.changes(work, window, first!.cursor);
        assert.ok(again?.isFullSync, `${where} ${status}`);
        assert.deepEqual(again.objects.map(({ busy }) => busy.length), [9]);
      }
      for (const status of [401, 403, 429, 500]) {
        graph.fault = { status, where };
        await assert.rejects(calendar.changes(work, window, first!.cursor), `${where} ${status}`);
      }
    }
  }));

Deno.test("openMicrosoft: a shared event is read, changed and removed in its own calendar", () =>
  against(async (graph, open) => {
    const team = graph.make("team", { owner: "boss@example.org", canEdit: true });
    const calendar = open();
    const listed = await calendar.list();
    assert.deepEqual(listed.map(({ name, owner }) => [name, owner ?? null]), [
      ["work", null],
      ["team", "boss@example.org"],
    ]);
    assert.equal(await calendar.email(), "ada@example.org");
    graph.put(team, "weekly", weekly("20261102T200000Z"));
    const first = await calendar.changes(team, window, null);
    graph.put(team, "weekly", weekly("20261103T200000Z"));
    const second = await calendar.changes(team, window, first!.cursor);
    assert.deepEqual(second?.objects.map(({ busy }) => busy[0]?.start), [
      Date.UTC(2026, 10, 3, 20),
    ]);
    const version = await calendar.put(team, anEvent);
    await calendar.put(team, { ...anEvent, ...later }, version);
    assert.equal((await calendar.find(team, anEvent.uid))?.start, later.start);
    await calendar.remove(team, anEvent.uid);
    assert.equal(await calendar.find(team, anEvent.uid), null);
    assert.ok(!graph.asked.some((each) => each.includes("/me/events")));
  }));

Deno.test("openMicrosoft: a shared calendar without permission, and a mailbox elsewhere, have their own text", () =>
  against(async (graph, open) => {
    const team = graph.make("team", { owner: "boss@example.org", canEdit: true });
    graph.fault = { status: 403, code: "ErrorAccessDenied" };
    const shared = { kind: "refused", why: "shared-forbidden" };
    const calendar = open("UTC", { shared: new Set([team]) });
    await assert.rejects(calendar.changes(team, window, null), shared);
    await assert.rejects(calendar.busy(team, lesson), shared);
    await assert.rejects(calendar.put(team, anEvent), shared);
    await assert.rejects(calendar.changes(work, window, null), { why: "forbidden" });
    for (const code of ["MailboxNotEnabledForRESTAPI", "MailboxNotSupportedForRESTAPI"]) {
      graph.fault = { status: 404, code };
      const none = { kind: "refused", why: "no-mailbox" };
      await assert.rejects(calendar.list(), none);
      await assert.rejects(calendar.changes(work, window, null), none);
      await assert.rejects(calendar.remove(work, anEvent.uid), none);
    }
  }));

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
      assert.ok(!graph.asked.some((each) => each.startsWith("DELETE")));
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
      await assert.rejects(open().put(work, anEvent), { kind: "try-again", why: "not-kept" });
    },
    (fetch) => async (url, init) => {
      const answer = await fetch(url, init);
      const isLook = init?.method === "GET" && /events\?|calendarView\?/.test(String(url));
      return isLook ? Response.json({ "@odata.context": "events", value: [] }) : answer;
    },
  ));

Deno.test("put: a version in the deleted items, or in another calendar, is a conflict", () =>
  against(async (graph, open) => {
    const home = graph.make("home");
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
    const kept = graph.events.get(href)!;
    graph.events.delete(href);
    graph.events.set(href, kept);
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

Deno.test("openMicrosoft: a page has a hundred changes with text bodies, half as many where too large", () => {
  const preferred: string[] = [];
  return against(
    async (graph, open) => {
      for (let n = 0; n < 60; n++) graph.put(work, `e${n}`, lines);
      const calendar = open();
      const found = await calendar.changes(work, window, null);
      assert.equal(found?.objects.length, 60);
      assert.deepEqual(preferred.slice(0, 4), ["100", "50", "25", "25"]);
      const { cursor } = found;
      for (let n = 0; n < 60; n++) graph.put(work, `e${n}`, ["DTSTART:20261105T090000Z"]);
      preferred.length = 0;
      assert.equal((await calendar.changes(work, window, cursor))?.objects.length, 60);
      assert.deepEqual(preferred.slice(0, 4), ["100", "50", "25", "25"]);
    },
    (fetch) => async (url, init) => {
      const prefer = new Headers(init?.headers).get("prefer") ?? "";
      if (!String(url).includes("delta")) return await fetch(url, init);
      assert.match(prefer, /outlook\.body-content-type="text"/);
      const size = /odata\.maxpagesize=(\d+)/.exec(prefer)?.[1] ?? "";
      preferred.push(size);
      if (Number(size) > 25) throw new OutboundError("too-large", "localhost");
      return await fetch(url, init);
    },
  );
});

Deno.test("openMicrosoft: six hundred meetings with long bodies fit into a listing", () =>
  against(async (graph, open) => {
    for (let n = 0; n < 600; n++) graph.put(work, `e${n}`, lines);
    assert.equal((await open().changes(work, window, null))?.objects.length, 600);
  }));

Deno.test("openMicrosoft: at most three requests of an account are under way", async () => {
  const queue = openRequestQueue();
  const mailbox = <T>(isUrgent: boolean, work: () => Promise<T>) =>
    queue.request("ada", isUrgent, work);
  await against(
    async (graph, open) => {
      graph.pace = () => new Promise((go) => setTimeout(go, 5));
      const calendars = [open("UTC", { queue: mailbox }), open("UTC", { queue: mailbox })];
      await Promise.all(
        calendars.flatMap((calendar) =>
          [1, 2, 3, 4].flatMap(() => [calendar.busy(work, lesson), calendar.list()])
        ),
      );
      assert.equal(graph.atOnce, 3);
    },
  );
});

Deno.test("busy: a short Retry-After is waited for within the limit; a long one is not", async () => {
  const waited: number[] = [];
  await against(async (graph, open) => {
    const calendar = open("UTC", { wait: (ms) => Promise.resolve(void waited.push(ms)) });
    graph.put(work, "a", lines);
    for (const status of [429, 503]) {
      graph.fault = { status, headers: { "retry-after": "1" }, times: 1 };
      assert.equal((await calendar.busy(work, lesson)).length, 1);
    }
    assert.deepEqual(waited, [1_000, 1_000]);
    graph.fault = { status: 429, headers: { "retry-after": "30" } };
    await assert.rejects(calendar.busy(work, lesson), (error: CalendarError) => {
      assert.deepEqual([error.why, error.retryAfter], ["slow-down", 30]);
      return true;
    });
  });
});
