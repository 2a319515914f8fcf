import assert from "node:assert/strict";
import * as sessions from "$lib/server/auth/sessions.ts";
import {
  dashboardWatchName,
  readDashboardVersion,
  watchDashboard,
} from "$lib/server/views/watch-dashboard.ts";
import { openSharedWatch } from "$lib/server/runtime/shared-watch.ts";
import type { DashboardNotice } from "$lib/server/store/watch.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { deleteSyncProgress, setSyncProgress } from "$lib/server/store/sync-progress.ts";
import { addAccount, keyOfCalendar } from "../../support/calendar-states.ts";
import { noon, type TestApp } from "../../support/test-app.ts";
import { changeWork, failedWork } from "../../support/failed-work.ts";
import { subscribe } from "../../support/webhooks/stage.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { granted } from "../../support/granted.ts";
import { ask, town, type TownOptions } from "../../support/town.ts";

const INTERVAL = 900_000;

/** A host who is signed in, and their open dashboard. */
async function opened(options: TownOptions = {}) {
  const { app, host } = await town(options);
  const { session } = await sessions.start(app, host.id, "console", { agent: "", before: null });
  return { app, host, session, page: follow(app, host, session.hash) };
}

function follow(app: TestApp, host: Host, hash: string) {
  const watch = openSharedWatch(watchDashboard(app.kv, app.now, INTERVAL, 20));
  const ending = new AbortController();
  const heard: DashboardNotice[] = [];
  let look = () => {};
  const lost = Promise.withResolvers<void>();
  watch.subscribe(dashboardWatchName(host.id, hash), host.id, ending.signal, {
    news(notice) {
      heard.push(notice);
      look();
    },
    lost: () => lost.resolve(),
  });
  return {
    lost: lost.promise,
    until: (wanted: (notice: DashboardNotice) => boolean) =>
      new Promise<DashboardNotice>((found) => {
        look = () => {
          const last = heard.at(-1);
          if (last && wanted(last)) found(last);
        };
        look();
      }),
    [Symbol.dispose]: () => ending.abort(),
  };
}

Deno.test("watchDashboard tells of a new request with the version that a page is then loaded from", async () => {
  const { app, host, page } = await opened();
  using __ = page;
  const before = await page.until(() => true);
  await ask(app);
  const after = await page.until(({ version }) => version !== before.version);
  const { version } = await readDashboardVersion(app.kv, host.id, app.now(), INTERVAL);
  assert.equal(after.version, version);
});

Deno.test("watchDashboard tells of a deadline that passes, though nothing is written", async () => {
  const began = performance.now();
  const now = () => noon + performance.now() - began;
  const { app, page } = await opened({ app: { now } });
  using __ = page;
  app.settings.bookingTtlMs = 500;
  const requested = await ask(app);
  const { passedAt } = await page.until((notice) => notice.passedAt > 0);
  assert.equal(passedAt, requested.booking.reservedUntil);
});

Deno.test("watchDashboard tells of a calendar that turns stale, though nothing is written", async () => {
  const { app, page } = await opened({ calendar: [] });
  using __ = page;
  const before = await page.until(({ version }) => version.endsWith(".fresh"));
  app.at(app.now() + 2 * INTERVAL + 1);
  const after = await page.until(({ version }) => version !== before.version);
  assert.match(after.version, /\.stale$/);
});

Deno.test("watchDashboard tells that an email failed, and that it was sent after all", async () => {
  const { app, host, page } = await opened();
  using __ = page;
  const before = await page.until(() => true);
  const work = { kind: "send-agenda-email", hostId: host.id, date: "2026-11-02" } as const;
  const { id } = await failedWork(app, host.id, work);
  const now = await readDashboardVersion(app.kv, host.id, app.now(), INTERVAL);
  assert.notEqual(now.version, before.version);
  const failed = await page.until(({ version }) => version !== before.version);
  await changeWork(app, id, { state: "done" });
  await page.until(({ version }) => version !== failed.version);
});

Deno.test("watchDashboard tells that a webhook fails", async () => {
  const { app, host, page } = await opened();
  using __ = page;
  const { subscription } = await subscribe(app, host.id, { url: "https://hooks.example.org/1" });
  const { version } = await readDashboardVersion(app.kv, host.id, app.now(), INTERVAL);
  await page.until((notice) => notice.version === version);
  const failing = { ...subscription, failingSince: app.now() };
  await app.kv.set(keys.webhook(host.id, subscription.id), failing);
  await page.until((notice) => notice.version !== version);
});

Deno.test("watchDashboard tells how far a first sync is, and that it is over", async () => {
  const { app, host, page } = await opened();
  using __ = page;
  const account = await addAccount(app, host, { label: "Work" }, [{ name: "Work" }]);
  const key = keyOfCalendar(account, 0);
  const progress = (done: number, total: number | null) =>
    setSyncProgress(app.kv, host.id, key, { done, total, updatedAt: app.now() });
  await progress(200, null);
  await page.until(({ version }) => version.endsWith(".syncing-200"));
  await progress(400, 5_000);
  await page.until(({ version }) => version.endsWith(".syncing-400"));
  await deleteSyncProgress(app.kv, host.id, key);
  await page.until(({ version }) => !version.includes("syncing"));
});

Deno.test("watchDashboard ends with the session, at once or when it expires", async () => {
  const { app, host, session, page } = await opened();
  using __ = page;
  await page.until(() => true);
  await granted(sessions.end(app, host.id, session.hash));
  await page.lost;

  const later = await sessions.start(app, host.id, "console", { agent: "", before: null });
  using other = follow(app, host, later.session.hash);
  await other.until(() => true);
  app.at(later.session.expiresAt);
  await other.lost;
});

Deno.test("watchDashboard tells nothing under a session that is not there", async () => {
  const { app, host } = await town();
  using page = follow(app, host, "x".repeat(43));
  await page.lost;
});
