import assert from "node:assert/strict";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import { syncCalendar } from "$lib/server/connections/sync-calendar.ts";
import { readBusy } from "../../../support/read-busy.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { testApp, testHost } from "../../../support/test-app.ts";
import { objectText } from "../../../support/caldav/faulty-responses.ts";
import {
  account,
  against,
  faults,
  lesson,
  lines,
  window,
} from "../../../support/caldav/faulty-account.ts";

Deno.test("syncCalendar: one entry with an endless name does not stop the others", async () => {
  await against(async (server, fetch) => {
    using app = await testApp();
    const host = await testHost(app);
    const unread = unreadCalendar("unread");
    await app.kv.set(keys.guard(host.id), { version: 1, calendars: { work: unread } });
    server.put("long", lines, { text: objectText("x".repeat(70_000), lines) });
    const calendar = openCaldav(fetch, account(server));
    const place = { key: "work", id: server.calendar };
    assert.equal(await syncCalendar(app, host, place, calendar), "synced");
  });
});

Deno.test("syncCalendar: whatever the server does wrong, known busy time stays busy", async () => {
  await against(async (server, fetch) => {
    using app = await testApp();
    const host = await testHost(app);
    const unread = unreadCalendar("unread");
    await app.kv.set(keys.guard(host.id), { version: 1, calendars: { work: unread } });
    const calendar = openCaldav(fetch, account(server));
    const read = () => syncCalendar(app, host, { key: "work", id: server.calendar }, calendar);
    const known = async () => {
      const { guard } = await getGuard(app.kv, host.id);
      return { busy: await readBusy(app.kv, host.id, guard, window), state: guard.calendars.work };
    };
    assert.equal(await read(), "synced");
    const before = await known();
    assert.deepEqual(before.busy, [lesson]);
    for (const [name, fault, kind] of faults) {
      server.fault = fault;
      assert.equal(await read(), "failed", name);
      const now = await known();
      assert.deepEqual(now.busy, before.busy, name);
      assert.equal(now.state?.generation, before.state?.generation, name);
      assert.equal(now.state?.failure?.kind, kind, name);
    }
    server.fault = null;
    server.objects.clear();
    assert.equal(await read(), "synced");
    assert.deepEqual((await known()).busy, []);
  });
});

Deno.test("syncCalendar: of two concurrent syncs the slower one changes nothing", async () => {
  await against(async (server, fetch) => {
    using app = await testApp();
    const host = await testHost(app);
    const unread = unreadCalendar("unread");
    await app.kv.set(keys.guard(host.id), { version: 1, calendars: { work: unread } });
    const calendar = openCaldav(fetch, account(server));
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const slow = {
      ...calendar,
      changes: async (...requested: Parameters<typeof calendar.changes>) => {
        const changes = await calendar.changes(...requested);
        await held;
        return changes;
      },
    };
    const place = { key: "work", id: server.calendar };
    const late = syncCalendar(app, host, place, slow);
    while (!server.requests.some((line) => line.startsWith("REPORT"))) {
      await new Promise((go) => setTimeout(go, 1));
    }
    server.objects.set(
      "/dav/work/b.ics",
      server.objects.get("/dav/work/a.ics")!.replace("UID:a", "UID:b")
        .replace("1104", "1105"),
    );
    assert.equal(await syncCalendar(app, host, place, calendar), "synced");
    release();
    assert.equal(await late, "aborted");
    const { guard } = await getGuard(app.kv, host.id);
    assert.equal((await readBusy(app.kv, host.id, guard, window)).length, 2);
  });
});
