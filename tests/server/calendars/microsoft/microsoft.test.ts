import assert from "node:assert/strict";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { noon } from "../../../support/test-app.ts";
import {
  against,
  anEvent as event,
  at,
  lesson,
  lines,
  work,
} from "../../../support/microsoft/account.ts";
import { type GraphFault, startGraph } from "../../../support/microsoft/calendar-server.ts";

const HOUR = 3_600_000, DAY = 24 * HOUR;
const window = { start: noon, end: noon + 60 * DAY };

const faults: [string, GraphFault, string, string][] = [
  ["401", { status: 401, code: "InvalidAuthenticationToken" }, "try-again", "token-refused"],
  ["403", { status: 403, code: "ErrorAccessDenied" }, "refused", "forbidden"],
  ["404", { status: 404, code: "ErrorItemNotFound" }, "gone", "not-found"],
  [
    "429",
    { status: 429, code: "ApplicationThrottled", headers: { "retry-after": "77" } },
    "try-again",
    "slow-down",
  ],
  [
    "503 with a time to wait",
    { status: 503, headers: { "retry-after": "9" } },
    "try-again",
    "slow-down",
  ],
  ["400", { status: 400, code: "ErrorInvalidRequest" }, "refused", "not-understood"],
  ["500", { status: 500, code: "ErrorInternalServerError" }, "try-again", "server-error"],
  ["504", { status: 504 }, "try-again", "server-error"],
  ["a page", { status: 200, body: "<html>" }, "try-again", "unreadable"],
  ["half an answer", { status: 200, body: '{"value": [{"id": "a"' }, "try-again", "unreadable"],
  ["something else", { status: 200, body: '{"values": []}' }, "try-again", "unreadable"],
  [
    "a redirect",
    { status: 302, headers: { location: "http://127.0.0.1:1/" }, body: "" },
    "refused",
    "redirect",
  ],
];

Deno.test("openMicrosoft: every fault has its kind and text, and none looks like an empty calendar", () =>
  against(async (graph, open) => {
    graph.put(work, "a", lines);
    const calendar = open();
    const known = await calendar.changes(work, window, null);
    assert.deepEqual(known?.objects.map(({ busy }) => busy), [[lesson]]);
    for (const [name, fault, kind, why] of faults) {
      graph.fault = fault;
      for (
        const question of [
          () => calendar.changes(work, window, known!.cursor),
          () => calendar.changes(work, window, null),
          () => calendar.busy(work, lesson),
          () => calendar.list(),
        ]
      ) {
        await assert.rejects(question(), (error: unknown) => {
          assert.ok(error instanceof CalendarError, `${name}: ${error}`);
          assert.deepEqual([error.kind, error.why], [kind, why], name);
          if (name === "429") assert.equal(error.retryAfter, 77);
          return true;
        }, name);
      }
    }
  }));

Deno.test("openMicrosoft: an unknown delta token leads to a full sync", () =>
  against(async (graph, open) => {
    graph.put(work, "a", lines);
    const calendar = open();
    const first = await calendar.changes(work, window, null);
    graph.forgetTokens();
    const second = await calendar.changes(work, window, first!.cursor);
    assert.ok(second?.isFullSync);
    assert.equal(second.objects.length, 1);
    graph.asked.length = 0;
    assert.equal(await calendar.changes(work, window, second.cursor), null);
    assert.equal(graph.asked.length, 1);
    graph.delete(work, "a");
    assert.deepEqual((await calendar.changes(work, window, second.cursor))?.objects, []);
  }));

Deno.test("openMicrosoft: of single events only changes are reported; an unknown removal leads to a full sync", () =>
  against(async (graph, open) => {
    for (const uid of ["a", "b", "c"]) graph.put(work, uid, lines);
    const calendar = open();
    const first = await calendar.changes(work, window, null);
    const known = {
      etags: () => Promise.resolve(new Map(first!.objects.map(({ href, etag }) => [href, etag]))),
    };
    graph.put(work, "b", ["DTSTART:20261105T090000Z", "DURATION:PT1H"]);
    graph.delete(work, "a");
    const second = await calendar.changes(work, window, first!.cursor, known);
    assert.equal(second?.isFullSync, false);
    assert.deepEqual(second.removed, ["AAMkEv-a"]);
    assert.deepEqual(second.objects.map(({ uid }) => uid), ["b"]);
    const nothing = { etags: () => Promise.resolve(new Map()) };
    assert.ok((await calendar.changes(work, window, first!.cursor, nothing))?.isFullSync);
    assert.ok((await calendar.changes(work, window, first!.cursor))?.isFullSync);
  }));

Deno.test("openMicrosoft: of a changed series its instances are listed, and nothing else", () =>
  against(async (graph, open) => {
    for (let n = 0; n < 50; n++) graph.put(work, `other-${n}`, lines);
    const weekly = (start: string) => [`DTSTART:${start}`, "DURATION:PT1H", "RRULE:FREQ=WEEKLY"];
    graph.put(work, "weekly", weekly("20261102T200000Z"));
    const calendar = open();
    const first = await calendar.changes(work, window, null);
    graph.put(work, "weekly", weekly("20261103T200000Z"));
    graph.asked.length = 0;
    const second = await calendar.changes(work, window, first!.cursor);
    assert.equal(second?.isFullSync, false);
    assert.deepEqual(second.objects.map(({ uid, busy }) => [uid, busy[0]?.start]), [
      ["weekly", Date.UTC(2026, 10, 3, 20)],
    ]);
    assert.equal(graph.asked.length, 2);
    assert.match(graph.asked[1]!, /\/instances\?/);
    assert.equal(await calendar.changes(work, window, second.cursor), null);
  }));

Deno.test("openMicrosoft: a response without a next or delta link is no empty calendar", () =>
  against(async (graph, open) => {
    graph.fault = { status: 200, body: `{"value":[]}` };
    await assert.rejects(open().changes(work, window, null), { why: "incomplete" });
  }));

Deno.test("openMicrosoft: next links are followed on the same host only, and the token goes nowhere else", () =>
  against(async (graph, open) => {
    await using thief = startGraph();
    graph.pageSize = 3;
    for (let day = 0; day < 10; day++) {
      const start = noon + day * DAY;
      graph.putRaw(work, `e${day}`, at({ start, end: start + HOUR }));
    }
    const calendar = open();
    assert.equal((await calendar.changes(work, window, null))?.objects.length, 10);
    assert.equal(graph.asked.length, 4);
    graph.misleadTo = new URL(thief.address).origin;
    await assert.rejects(calendar.changes(work, window, null), {
      kind: "refused",
      why: "redirect",
    });
    const cursor = `${thief.address}/me/calendars/x/calendarView/delta?$deltatoken=1`;
    await assert.rejects(calendar.changes(work, window, cursor), { why: "redirect" });
    assert.deepEqual(thief.asked, []);
  }));

Deno.test("openMicrosoft: free, declined, cancelled or workingElsewhere events are not busy; tentative are", () =>
  against(async (graph, open) => {
    const put = (id: string, more: object) => graph.putRaw(work, id, { ...at(lesson), ...more });
    put("plain", {});
    put("tentative", { showAs: "tentative" });
    put("out", { showAs: "oof" });
    put("unknown", { showAs: "unknown" });
    put("unanswered", { responseStatus: { response: "notResponded" } });
    put("free", { showAs: "free" });
    put("elsewhere", { showAs: "workingElsewhere" });
    put("declined", { responseStatus: { response: "declined" } });
    put("cancelled", { isCancelled: true });
    const found = await open().changes(work, window, null);
    const busy = found?.objects.filter((object) => object.busy.length > 0).map(({ uid }) => uid);
    assert.deepEqual(busy, ["plain", "tentative", "out", "unknown", "unanswered"]);
    assert.equal((await open().busy(work, lesson)).length, 5);
  }));

Deno.test("openMicrosoft: an instance takes missing fields from its series", () =>
  against(async (graph, open) => {
    const series = [
      "DTSTART;TZID=Europe/Berlin:20200106T090000",
      "DURATION:PT1H",
      "RRULE:FREQ=WEEKLY",
    ];
    graph.put(work, "busy", series);
    graph.put(work, "free", [...series, "TRANSP:TRANSPARENT"]);
    const found = await open().changes(work, window, null);
    const count = (uid: string) => found?.objects.find((object) => object.uid === uid)?.busy.length;
    assert.deepEqual([count("busy"), count("free")], [9, 0]);
  }));

Deno.test("openMicrosoft: all-day events are in the host's zone; a time in an unknown zone is not free", () =>
  against(async (graph, open) => {
    const midnight = (day: string) => ({ dateTime: `${day}T00:00:00.0000000`, timeZone: "UTC" });
    graph.putRaw(work, "day", {
      isAllDay: true,
      start: midnight("2026-11-02"),
      end: midnight("2026-11-03"),
    });
    const found = await open("America/New_York").changes(work, window, null);
    assert.deepEqual(found?.objects[0]?.busy, [
      { start: Date.UTC(2026, 10, 2, 5), end: Date.UTC(2026, 10, 3, 5) },
    ]);
    const odd = { dateTime: "2026-11-04T09:00:00.0000000", timeZone: "Tasmania Standard Time" };
    graph.putRaw(work, "odd", { start: odd, end: odd });
    await assert.rejects(open().changes(work, window, null), { why: "unreadable" });
    await assert.rejects(open().busy(work, { ...lesson, start: lesson.start - HOUR }), {
      why: "unreadable",
    });
  }));

Deno.test("put: the event invites no guest and preserves what the host added", () =>
  against(async (graph, open) => {
    const calendar = open();
    await calendar.put(work, { ...event, alarmMinutes: 45 });
    const [id = ""] = graph.events.keys();
    const { resource } = graph.events.get(id)!;
    assert.equal(resource.attendees, undefined);
    assert.deepEqual([resource.isReminderOn, resource.reminderMinutesBeforeStart], [true, 45]);
    assert.deepEqual(resource.body, { contentType: "text", content: "With Zoë" });
    graph.putRaw(work, id, { ...resource, categories: ["Red"], isReminderOn: false });
    const seen = (await calendar.find(work, event.uid))!;
    assert.equal(seen.sequence, 3);
    await calendar.put(work, { ...event, sequence: 4, alarmMinutes: 45 }, seen);
    const kept = graph.events.get(id)?.resource;
    assert.deepEqual([kept?.categories, kept?.isReminderOn], [["Red"], false]);
    assert.equal((await calendar.find(work, event.uid))?.sequence, 4);
  }));

Deno.test("put: a deleted event is created anew; an outdated version is a conflict", () =>
  against(async (graph, open) => {
    const calendar = open();
    const version = await calendar.put(work, event);
    graph.delete(work, event.uid);
    assert.equal(await calendar.find(work, event.uid), null);
    await assert.rejects(calendar.put(work, event, version), { kind: "changed" });
    // Its transaction id is used up.
    const second = await calendar.put(work, event);
    assert.notEqual(second.href, version.href);
    const found = await calendar.changes(work, window, null);
    assert.deepEqual(found?.objects.map(({ bookingId }) => bookingId), [event.bookingId]);
    graph.putRaw(work, second.href, {
      ...graph.events.get(second.href)!.resource,
      subject: "mine now",
    });
    await assert.rejects(calendar.remove(work, event.uid, second), { kind: "changed" });
    await calendar.remove(work, event.uid);
    await calendar.remove(work, event.uid, second);
  }));

Deno.test("put: a response that never came creates no second event", () => {
  let lost = 1;
  return against(
    async (graph, open) => {
      await assert.rejects(open().put(work, event), { kind: "try-again" });
      await open().put(work, event);
      assert.equal(graph.events.size, 1);
    },
    (fetch) => async (url, init) => {
      const answer = await fetch(url, init);
      if (init?.method === "POST" && lost-- > 0) throw new CalendarError("try-again", "broken");
      return answer;
    },
  );
});

Deno.test("put: two concurrent creates make one event, though neither finds the other's at first", () => {
  let blind = 2;
  return against(
    async (graph, open) => {
      await Promise.all([open().put(work, event), open().put(work, event)]);
      assert.equal(graph.events.size, 1);
    },
    (fetch) => async (url, init) => {
      const answer = await fetch(url, init);
      if (!String(url).includes("filter") || blind-- <= 0) return answer;
      return Response.json({ "@odata.context": "events", value: [] });
    },
  );
});

Deno.test("busy: a silent server is aborted within seconds", () =>
  against(async (_, open) => {
    await open().busy(work, lesson);
  }, (fetch) => (url, init) => {
    assert.ok((init?.timeoutMs ?? 10_000) <= 5_000);
    return fetch(url, init);
  }));
