import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { noon } from "../../../support/test-app.ts";
import { against, at, work } from "../../../support/microsoft/account.ts";
import { anEvent, lesson, lines, weekly, window } from "../../../support/provider-account.ts";
import { startGraph } from "../../../support/microsoft/calendar-server.ts";

Deno.test("openMicrosoft: an unknown delta token leads to a full sync", () =>
  against(async (graph, open) => {
    graph.put(work, "a", lines);
    const calendar = open();
    const first = await calendar.changes(work, window, null);
    graph.forgetTokens();
    const second = await calendar.changes(work, window, first!.cursor);
    assert.ok(second?.isFullSync);
    assert.equal(second.objects.length, 1);
    graph.requests.length = 0;
    assert.equal(await calendar.changes(work, window, second.cursor), null);
    assert.equal(graph.requests.length, 1);
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
    graph.put(work, "weekly", weekly("20261102T200000Z"));
    const calendar = open();
    const first = await calendar.changes(work, window, null);
    graph.put(work, "weekly", weekly("20261103T200000Z"));
    graph.requests.length = 0;
    const second = await calendar.changes(work, window, first!.cursor);
    assert.equal(second?.isFullSync, false);
    assert.deepEqual(second.objects.map(({ uid, busy }) => [uid, busy[0]?.start]), [
      ["weekly", Date.UTC(2026, 10, 3, 20)],
    ]);
    assert.equal(graph.requests.length, 2);
    assert.match(graph.requests[1]!, /\/instances\?/);
    assert.equal(await calendar.changes(work, window, second.cursor), null);
  }));

Deno.test("openMicrosoft: a response without a next or delta link is no empty calendar", () =>
  against(async (graph, open) => {
    graph.fault = { status: 200, body: `{"value":[]}` };
    await assert.rejects(open().changes(work, window, null), { reason: "incomplete" });
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
    assert.equal(graph.requests.length, 4);
    graph.nextLinkOrigin = new URL(thief.address).origin;
    await assert.rejects(calendar.changes(work, window, null), {
      kind: "refused",
      reason: "redirect",
    });
    const cursor = `${thief.address}/me/calendars/x/calendarView/delta?$deltatoken=1`;
    await assert.rejects(calendar.changes(work, window, cursor), { reason: "redirect" });
    assert.deepEqual(thief.requests, []);
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
    await assert.rejects(open().changes(work, window, null), { reason: "unreadable" });
    await assert.rejects(open().busy(work, { ...lesson, start: lesson.start - HOUR }), {
      reason: "unreadable",
    });
  }));

Deno.test("put: the event invites no guest and preserves what the host added", () =>
  against(async (graph, open) => {
    const calendar = open();
    await calendar.put(work, { ...anEvent, alarmMinutes: 45 });
    const [id = ""] = graph.events.keys();
    const { resource } = graph.events.get(id)!;
    assert.equal(resource.attendees, undefined);
    assert.deepEqual([resource.isReminderOn, resource.reminderMinutesBeforeStart], [true, 45]);
    assert.deepEqual(resource.body, { contentType: "text", content: "With Zoë" });
    graph.putRaw(work, id, { ...resource, categories: ["Red"], isReminderOn: false });
    const seen = (await calendar.find(work, anEvent.uid))!;
    assert.equal(seen.sequence, 3);
    await calendar.put(work, { ...anEvent, sequence: 4, alarmMinutes: 45 }, seen);
    const stored = graph.events.get(id)?.resource;
    assert.deepEqual([stored?.categories, stored?.isReminderOn], [["Red"], false]);
    assert.equal((await calendar.find(work, anEvent.uid))?.sequence, 4);
  }));

Deno.test("put: a deleted event is created anew; an outdated version is a conflict", () =>
  against(async (graph, open) => {
    const calendar = open();
    const version = await calendar.put(work, anEvent);
    graph.delete(work, anEvent.uid);
    assert.equal(await calendar.find(work, anEvent.uid), null);
    await assert.rejects(calendar.put(work, anEvent, version), { kind: "changed" });
    // Its transaction id is used up.
    const second = await calendar.put(work, anEvent);
    assert.notEqual(second.href, version.href);
    const found = await calendar.changes(work, window, null);
    assert.deepEqual(found?.objects.map(({ bookingId }) => bookingId), [anEvent.bookingId]);
    graph.putRaw(work, second.href, {
      ...graph.events.get(second.href)!.resource,
      subject: "mine now",
    });
    await assert.rejects(calendar.remove(work, anEvent.uid, second), { kind: "changed" });
    await calendar.remove(work, anEvent.uid);
    await calendar.remove(work, anEvent.uid, second);
  }));

Deno.test("put: two concurrent creates make one anEvent, though neither finds the other's at first", () => {
  let blind = 2;
  return against(
    async (graph, open) => {
      await Promise.all([open().put(work, anEvent), open().put(work, anEvent)]);
      assert.equal(graph.events.size, 1);
    },
    (fetch) => async (url, init) => {
      const answer = await fetch(url, init);
      if (!String(url).includes("filter") || blind-- <= 0) return answer;
      return Response.json({ "@odata.context": "events", value: [] });
    },
  );
});

Deno.test("openMicrosoft: a first sync tells how many events have come after each page", () =>
  against(async (graph, open) => {
    graph.pageSize = 3;
    for (let day = 0; day < 8; day++) {
      const start = new Date(noon + day * DAY).toISOString().replace(/[-:]|\.\d+/g, "");
      graph.put(work, `e${day}`, [`DTSTART:${start}`, "DURATION:PT1H"]);
    }
    const told: [number, number | null, number][] = [];
    const changes = await open().changes(work, window, null, {
      etags: () => Promise.resolve(new Map()),
      progress: (done, of) => void told.push([done, of, graph.requests.length]),
    });
    assert.equal(changes?.objects.length, 8);
    assert.deepEqual(told, [[3, null, 1], [6, null, 2], [8, null, 3]]);
  }));
