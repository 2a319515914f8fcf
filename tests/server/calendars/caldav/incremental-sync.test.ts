import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import type { Changes } from "$lib/server/calendars/calendar.ts";
import type { Guard } from "$lib/server/kv/guard.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { alteredStore } from "../../../support/altered-store.ts";
import { noon } from "../../../support/test-app.ts";
import { type FaultyServer, startFaultyServer } from "../../../support/caldav/faulty-server.ts";
import { followed, onDay, window } from "../../../support/caldav/synced-calendar.ts";

const asked = (server: FaultyServer) => server.requests.splice(0).map((line) => line.split(" ")[0]);

Deno.test("syncCalendar: an unchanged calendar costs one request of less than a kilobyte", async () => {
  await followed(async ({ server, read }) => {
    asked(server);
    server.bytes = 0;
    assert.equal(await read(), "unchanged");
    assert.deepEqual(asked(server), ["REPORT"]);
    assert.ok(server.bytes < 1000, String(server.bytes));
  });
});

Deno.test("syncCalendar: added, changed and deleted objects cost two requests and one commit", async () => {
  await followed(async ({ server, read, busyDays }) => {
    server.put("d", onDay(9));
    server.put("b", onDay(10));
    server.remove("c");
    asked(server);
    assert.equal(await read(), "synced");
    assert.deepEqual(asked(server), ["REPORT", "REPORT"]);
    assert.deepEqual(await busyDays(), [4, 9, 10]);
    server.remove("d");
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 10]);
  });
});

Deno.test("syncCalendar: once a day a full sync extends the window and finds what was never reported", async () => {
  await followed(async ({ server, app, read, busyDays }) => {
    const readTo = async () =>
      (await app.kv.get<Guard>(guardKey)).value!.calendars.work!.syncedUntil;
    const [{ key: guardKey }] = await Array.fromAsync(app.kv.list({ prefix: ["guard"] })) as [
      Deno.KvEntry<Guard>,
    ];
    const before = await readTo();
    // Without a tick: the server forgets to report it.
    server.objects.delete("/dav/work/c.ics");
    app.at(noon + 23 * HOUR);
    assert.equal(await read(), "unchanged");
    assert.deepEqual(await busyDays(), [4, 5, 6]);
    app.at(noon + DAY);
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 5]);
    assert.equal(await readTo(), before + DAY);
    app.at(noon + 25 * HOUR);
    await read();
    assert.equal(await read(), "unchanged");
  });
});

Deno.test("syncCalendar: a change in the same second as the report is found by the next one", async () => {
  await followed(async ({ server, read, busyDays }) => {
    server.put("d", onDay(9));
    assert.equal(await read(), "synced");
    server.put("e", onDay(11), { sameTick: true });
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 5, 6, 9, 11]);
  });
});

for (const wrong of ["403", "409", "412", "500", "501", "whole", "inner", "circles"] as const) {
  Deno.test(`syncCalendar: a sync token answered with ${wrong} leads to a full sync; nothing is freed`, async () => {
    await followed(async ({ server, read, busyDays }) => {
      server.sync = { token: "n", wrong };
      server.put("d", onDay(9));
      server.remove("c");
      asked(server);
      assert.equal(await read(), "synced");
      assert.deepEqual(await busyDays(), [4, 5, 9]);
      const fetched = server.fetched.splice(0);
      // Named under an ETag that counts, it may have been deleted and made again.
      const isNamed = wrong === "whole";
      assert.equal(fetched.includes("/dav/work/a.ics"), isNamed, `fetched again: ${fetched}`);
    });
  });
}

Deno.test("syncCalendar: a long report is read page by page", async () => {
  await followed(async ({ server, read, busyDays }) => {
    server.sync = { token: "n", page: 2 };
    for (let day = 10; day < 17; day++) server.put(`day${day}`, onDay(day));
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 5, 6, 10, 11, 12, 13, 14, 15, 16]);
  });
});

Deno.test("syncCalendar: an object that becomes unreadable keeps its known time, and is counted", async () => {
  await followed(async ({ server, app, read, busyDays }) => {
    server.put("b", onDay(5), { text: "BEGIN:VCALENDAR" });
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 5, 6]);
    for await (const { value } of app.kv.list<{ unreadable: number }>({ prefix: ["sync_state"] })) {
      assert.equal(value.unreadable, 1);
    }
    server.remove("b");
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 6]);
  });
});

Deno.test("syncCalendar: a missing property is no deletion, a missing object is one", async () => {
  await followed(async ({ server, read, busyDays }) => {
    server.put("b", onDay(7));
    server.hides = "etag";
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 6, 7]);
    server.put("b", onDay(8));
    server.hides = "object";
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 6, 8]);
  });
});

Deno.test("syncCalendar: an incomplete listing frees nothing; what is really deleted is freed", async () => {
  for (const goesOn of [true, false]) {
    await followed(async ({ server, app, read, busyDays }) => {
      server.sync = null;
      server.hides = "list";
      server.remove("c");
      if (!goesOn) app.at(app.now() + DAY);
      assert.equal(await read(), "synced");
      assert.deepEqual(await busyDays(), [4, 5]);
      server.put("b", onDay(8));
      assert.equal(await read(), "synced");
      assert.deepEqual(await busyDays(), [4, 8]);
      for (let n = 0; n < 120; n++) server.put(`m${n}`, onDay(9));
      server.hides = null;
      assert.equal(await read(), "synced");
      server.hides = "list";
      server.fetched.length = 0;
      server.remove("m7");
      assert.equal(await read(), "synced");
      assert.deepEqual(await busyDays(), [4, 8, 9]);
      assert.equal(new Set(server.fetched).size, 122);
      server.objects.clear();
      server.fetched.length = 0;
      assert.equal(await read(), "synced");
      assert.deepEqual(await busyDays(), []);
      assert.ok(server.fetched.length <= 50, "of many that are gone some are asked for");
    });
  }
});

Deno.test("syncCalendar: a response without an href, or with one of another folder, frees nothing", async () => {
  for (const hides of ["address", "calendar"] as const) {
    await followed(async ({ server, app, read, busyDays }) => {
      server.sync = null;
      server.hides = hides;
      for (const wait of [0, DAY]) {
        app.at(app.now() + wait);
        assert.equal(await read(), "failed");
        assert.deepEqual(await busyDays(), [4, 5, 6]);
      }
    });
  }
});

Deno.test("syncCalendar: a report that names an object as changed and as deleted is ignored", async () => {
  await followed(async ({ server, read, busyDays }) => {
    server.sync = { token: "n", wrong: "twice" };
    server.put("b", onDay(8));
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 6, 8]);
  });
});

Deno.test("syncCalendar: killed before the last commit, the old view is whole and the next sync completes", async () => {
  await followed(async ({ server, app, read, busyDays }) => {
    server.put("d", onDay(9));
    const { kv } = app;
    let left = 1;
    app.kv = alteredStore(kv, {
      atomic() {
        if (left-- <= 0) throw new Error("killed");
        return kv.atomic();
      },
    });
    await assert.rejects(read(), /killed/);
    app.kv = kv;
    assert.deepEqual(await busyDays(), [4, 5, 6]);
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 5, 6, 9]);
  });
});

Deno.test("changes: without sync-collection, CTag and ETags tell what to fetch", async () => {
  await using server = await startFaultyServer(onDay(4));
  const client = openHttpClient();
  const fetch = openOutbound({ allow: ["127.0.0.1"], connect: client.connect });
  const account = {
    url: server.calendar,
    user: "alice",
    password: "p",
    zone: "UTC",
    ownAddresses: [],
  };
  const calendar = openCaldav(fetch, account);
  server.put("b", onDay(5));
  const etags = new Map<string, string | null>();
  const known = { etags: () => Promise.resolve(etags) };
  const take = (changes: Changes | null) => {
    for (const { href, etag } of changes?.objects ?? []) etags.set(href, etag);
    for (const href of changes?.removed ?? []) etags.delete(href);
    return changes?.cursor ?? null;
  };
  let cursor = take(await calendar.changes(server.calendar, window, null, known));
  cursor = take(await calendar.changes(server.calendar, window, cursor, known));
  assert.equal(await calendar.changes(server.calendar, window, cursor, known), null);
  server.put("b", onDay(6));
  server.remove("a");
  server.fetched.length = 0;
  const changes = await calendar.changes(server.calendar, window, cursor, known);
  assert.equal(changes?.isFullSync, false);
  assert.deepEqual(server.fetched, ["/dav/work/b.ics"]);
  assert.deepEqual(changes.removed, [`${server.calendar}a.ics`]);
  client.close();
});
