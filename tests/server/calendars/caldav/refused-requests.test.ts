/** Servers that answer for one object as if it were the whole question, or break a listing off. */
import assert from "node:assert/strict";
import type { Guard } from "$lib/server/kv/guard.ts";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import { freshness } from "$lib/scheduling/calendar-state.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { parseResponse } from "$lib/server/calendars/parsing/parse-response.ts";
import { followed, onDay } from "../../../support/caldav/synced-calendar.ts";

const account = { user: "alice", password: "p", zone: "UTC", ownAddresses: [] };

for (const status of [404, 410, 403, 400, 405, 415, 501]) {
  Deno.test(`syncCalendar: a multiget answered with ${status} for one missing object deletes only that one`, async () => {
    await followed(async ({ server, app, read, busyDays, state }) => {
      for (let n = 10; n < 30; n++) server.put(`m${n}`, onDay(n));
      assert.equal(await read(), "synced");
      // Deleted without a word, as by another program in the second of the report.
      server.sync = null;
      server.missingStatus = status;
      server.put("b", onDay(7));
      server.objects.delete("/dav/work/c.ics");
      server.put("m10", onDay(30));
      server.omits.add("/dav/work/c.ics");
      server.requests.length = 0;
      assert.equal(await read(), "synced");
      const days = [4, 7, ...Array.from({ length: 20 }, (_, n) => 11 + n)];
      assert.deepEqual(await busyDays(), days);
      assert.equal((await state()).failure, null);
      app.at(app.now() + DAY);
      assert.equal(await read(), "synced");
      assert.deepEqual(await busyDays(), days);
    });
  });
}

for (const status of [400, 403, 404, 405, 410, 415, 501]) {
  for (const refused of ["multiget", "every report"]) {
    Deno.test(`syncCalendar: objects are read one by one where ${refused} is answered with ${status}`, async () => {
      await followed(async ({ server, app, read, busyDays, state }) => {
        server.sync = null;
        const spared = refused === "multiget" ? { unless: "<c:calendar-query" } : {};
        server.fault = { status, only: "REPORT", ...spared };
        for (let n = 10; n < 30; n++) server.put(`m${n}`, onDay(n));
        server.remove("c");
        const days = [4, 5, ...Array.from({ length: 20 }, (_, n) => 10 + n)];
        assert.equal(await read(), "synced");
        assert.deepEqual(await busyDays(), days);
        assert.equal((await state()).failure, null);
        server.requests.length = 0;
        server.put("m10", onDay(30));
        assert.equal(await read(), "synced");
        assert.deepEqual(await busyDays(), [4, 5, ...days.slice(3), 30]);
        const gets = server.requests.filter((line) => line.startsWith("GET"));
        assert.deepEqual(gets, ["GET /dav/work/m10.ics"]);
        app.at(app.now() + DAY);
        assert.equal(await read(), "synced");
        assert.deepEqual(await busyDays(), [4, 5, ...days.slice(3), 30]);
      });
    });
  }
}

Deno.test("syncCalendar: multiget is not tried again in a sync where it is answered with 501", async () => {
  await followed(async ({ server, read, busyDays }) => {
    server.sync = null;
    server.fault = { status: 501, only: "REPORT", unless: "<c:calendar-query" };
    for (let n = 0; n < 500; n++) server.put(`m${n}`, onDay(9));
    server.requests.length = 0;
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 5, 6, 9]);
    // A report of changes, three queries, and two batches at once.
    assert.equal(server.requests.filter((line) => line.startsWith("REPORT")).length, 6);
  });
});

for (const status of [401, 429, 500, 503, 507]) {
  Deno.test(`syncCalendar: a multiget answered with ${status} ends the sync, and nothing is read one by one`, async () => {
    await followed(async ({ server, read, busyDays, state }) => {
      server.sync = null;
      server.fault = { status, only: "REPORT", unless: "<c:calendar-query" };
      server.put("d", onDay(9));
      server.requests.length = 0;
      assert.equal(await read(), "failed");
      assert.ok((await state()).failure);
      assert.deepEqual(await busyDays(), [4, 5, 6]);
      assert.deepEqual(server.requests.filter((line) => line.startsWith("GET")), []);
    });
  });
}

Deno.test("syncCalendar: an object reported and then deleted is found with few requests", async () => {
  await followed(async ({ server, read, busyDays }) => {
    for (let n = 0; n < 100; n++) server.put(`m${n}`, onDay(9));
    server.missingStatus = 404;
    server.objects.delete("/dav/work/m42.ics");
    server.stillReports.add("/dav/work/m42.ics");
    server.requests.length = 0;
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 5, 6, 9]);
    assert.ok(server.requests.length < 25, String(server.requests.length));
  });
});

Deno.test("syncCalendar: nothing counts as deleted when the calendar itself is gone", async () => {
  await followed(async ({ server, read, busyDays, state }) => {
    server.put("b", onDay(7));
    server.fault = { status: 404, unless: "sync-collection" };
    assert.equal(await read(), "failed");
    assert.equal((await state()).failure?.kind, "gone");
    assert.deepEqual(await busyDays(), [4, 5, 6]);
  });
});

Deno.test("syncCalendar: a sync token answered with 404 or 410 leads to a full sync of the calendar", async () => {
  for (const wrong of ["404", "410"] as const) {
    await followed(async ({ server, read, busyDays }) => {
      server.sync = { token: "n", wrong };
      server.put("d", onDay(9));
      server.remove("c");
      assert.equal(await read(), "synced");
      assert.deepEqual(await busyDays(), [4, 5, 9]);
    });
  }
});

Deno.test("syncCalendar: where every calendar-query is answered with 404, all members are listed", async () => {
  await followed(async ({ server, app, read, busyDays }) => {
    server.sync = null;
    server.fault = { status: 404, only: "REPORT", unless: "calendar-multiget" };
    server.put("d", onDay(9));
    server.remove("c");
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 5, 9]);
    app.at(app.now() + DAY);
    server.remove("b");
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 9]);
  });
});

Deno.test("syncCalendar: an object that a report answers with 403 is requested by href, and never free", async () => {
  await followed(async ({ server, app, read, busyDays, state }) => {
    server.forbids.add("/dav/work/b.ics");
    server.put("b", onDay(7));
    server.put("d", onDay(9));
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 5, 6, 9], "what was known of it stays");
    assert.equal((await state()).unreadableCount, 1);
    app.at(app.now() + DAY);
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 5, 6, 9]);
    server.forbids.clear();
    app.at(app.now() + DAY);
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 6, 7, 9]);
    assert.equal((await state()).unreadableCount, 0);
  });
});

Deno.test("syncCalendar: a listing that ends with 507 is not taken for complete", async () => {
  await followed(async ({ server, app, read, busyDays }) => {
    for (let n = 0; n < 120; n++) server.put(`m${n}`, onDay(9));
    server.put("z", onDay(12));
    assert.equal(await read(), "synced");
    server.maxListed = 10;
    server.put("y", onDay(13));
    for (const goesOn of [true, false]) {
      server.sync = null;
      if (!goesOn) app.at(app.now() + DAY);
      assert.equal(await read(), "synced");
      assert.deepEqual(await busyDays(), [4, 5, 6, 9, 12, 13]);
    }
  });
});

Deno.test("busy: a listing that ends with 507 fails; a deleted or hidden object of it is requested", async () => {
  await followed(async ({ server, fetch }) => {
    const calendar = openCaldav(fetch, { url: server.calendar, ...account });
    const day = { start: Date.UTC(2026, 10, 5), end: Date.UTC(2026, 10, 6) };
    const busy = () => calendar.busy(server.calendar, day);
    server.maxListed = 1;
    await assert.rejects(busy(), { reason: "incomplete" });
    server.maxListed = Infinity;
    server.stillReports.add("/dav/work/ghost.ics");
    assert.equal((await busy()).length, 1);
    server.forbids.add("/dav/work/c.ics");
    await assert.rejects(busy(), { reason: "unreadable-event" });
  });
});

Deno.test("read: a forbidden calendar in the home set does not hide the others; a failed one does", () => {
  const home = (href: string, status: number) =>
    `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${
      calendarAt("/dav/work/", "<c:calendar/>")
    }<d:response><d:href>${href}</d:href><d:status>HTTP/1.1 ${status} No</d:status></d:response></d:multistatus>`;
  const found = (href: string, status: number) =>
    parseResponse("properties", {
      text: home(href, status),
      base: "https://a.example/dav/",
      depth: 1,
    })
      .map(({ href }) => href);
  for (const status of [403, 404, 410]) {
    assert.deepEqual(found("/dav/boss/", status), ["https://a.example/dav/work/"]);
    assert.throws(() => found("/dav/", status), { reason: "incomplete" });
  }
  for (const status of [500, 507]) {
    assert.throws(() => found("/dav/boss/", status), { reason: "incomplete" });
  }
});

const calendarAt = (href: string, type: string) =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop><d:resourcetype><d:collection/>${type}</d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;

Deno.test("syncCalendar: an incomplete listing is reported, and the calendar is no longer fresh", async () => {
  for (const goesOn of [true, false]) {
    await followed(async ({ server, app, read, busyDays, state }) => {
      const fresh = async () => freshness(await state(), app.now(), 15 * MINUTE);
      server.sync = null;
      server.omits.add("/dav/work/b.ics");
      app.at(app.now() + (goesOn ? 60_000 : DAY));
      server.put("d", onDay(9));
      assert.equal(await read(), "synced");
      assert.deepEqual(await busyDays(), [4, 5, 6, 9]);
      assert.equal(await fresh(), "fresh", "the members of the collection name it");

      server.hides = "list";
      server.put("e", onDay(11));
      app.at(app.now() + (goesOn ? 60_000 : DAY));
      assert.equal(await read(), "synced");
      assert.deepEqual(await busyDays(), [4, 5, 6, 9]);
      assert.equal(await fresh(), "stale");
      assert.equal((await state()).failure?.reason, "listing-incomplete");
      assert.equal(await read(), "synced");
      assert.equal(await fresh(), "stale");
      server.hides = null;
      assert.equal(await read(), "synced");
      assert.deepEqual(await busyDays(), [4, 5, 6, 9, 11]);
      assert.equal(await fresh(), "fresh");
    });
  }
});

Deno.test("syncCalendar: an event deleted and created again with a counter as ETag is read again", async () => {
  for (const reports of [true, false]) {
    await followed(async ({ server, read, busyDays }) => {
      if (!reports) server.sync = null;
      await read();
      await read();
      server.recreate("b", onDay(12));
      assert.equal(await read(), "synced");
      assert.deepEqual(await busyDays(), [4, 6, 12]);
    });
  }
});

Deno.test("syncCalendar: an object that could not be read is read again, though nothing has changed", async () => {
  await followed(async ({ server, app, read, busyDays }) => {
    const unreadableCount = async () => {
      const [guard] = await Array.fromAsync(app.kv.list<Guard>({ prefix: ["guard"] }));
      return guard!.value.calendars.work!.unreadableCount;
    };
    server.put("b", onDay(10));
    server.forbids.add("/dav/work/b.ics");
    await read();
    await read();
    assert.equal(await unreadableCount(), 1);
    assert.equal(await read(), "unchanged", "it still cannot be read");
    assert.equal(await unreadableCount(), 1);
    server.forbids.delete("/dav/work/b.ics");
    assert.equal(await read(), "synced");
    assert.equal(await unreadableCount(), 0);
    assert.deepEqual(await busyDays(), [4, 6, 10]);
  });
});
