/** What Microsoft Graph is reported to do beyond its reference (docs/providers.md). */
import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { openRequestQueue } from "$lib/server/calendars/request-pacing.ts";
import { OutboundError } from "$lib/server/outbound/index.ts";
import { against, at, work } from "../../../support/microsoft/account.ts";
import {
  anEvent,
  later,
  lesson,
  lines,
  weekly,
  window,
} from "../../../support/provider-account.ts";

/** One occurrence of a series that somebody else keeps, as it stands with who was invited to it alone. */
const single = (time: typeof lesson) => ({
  ...at(time),
  type: "occurrence",
  seriesMasterId: "AAMkTheirs",
  iCalUId: "series@elsewhere",
});

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

Deno.test("openMicrosoft: a shared event is read, changed and removed in its own calendar", () =>
  against(async (graph, open) => {
    const team = graph.addCalendar("team", { owner: "boss@example.org", canEdit: true });
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
    assert.ok(!graph.requests.some((each) => each.includes("/me/events")));
  }));

Deno.test("openMicrosoft: a shared calendar without permission, and a mailbox elsewhere, have their own text", () =>
  against(async (graph, open) => {
    const team = graph.addCalendar("team", { owner: "boss@example.org", canEdit: true });
    graph.fault = { status: 403, code: "ErrorAccessDenied" };
    const shared = { kind: "refused", reason: "shared-forbidden" };
    const calendar = open("UTC", { shared: new Set([team]) });
    await assert.rejects(calendar.changes(team, window, null), shared);
    await assert.rejects(calendar.busy(team, lesson), shared);
    await assert.rejects(calendar.put(team, anEvent), shared);
    await assert.rejects(calendar.changes(work, window, null), { reason: "forbidden" });
    for (const code of ["MailboxNotEnabledForRESTAPI", "MailboxNotSupportedForRESTAPI"]) {
      graph.fault = { status: 404, code };
      const none = { kind: "refused", reason: "no-mailbox" };
      await assert.rejects(calendar.list(), none);
      await assert.rejects(calendar.changes(work, window, null), none);
      await assert.rejects(calendar.remove(work, anEvent.uid), none);
    }
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
      assert.equal(graph.maxConcurrent, 3);
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
      assert.deepEqual([error.reason, error.retryAfter], ["slow-down", 30]);
      return true;
    });
  });
});
