import * as feeds from "$lib/server/feeds/feeds.ts";
import { createApp } from "$lib/server/startup/create-app.ts";
import { openLog } from "$lib/server/runtime/log.ts";
import { sealingContextOf } from "$lib/server/calendars/open-calendar.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { commit, newCommit } from "$lib/server/kv/commit.ts";
import { addConnection } from "$lib/server/store/connections.ts";
import type { App } from "$lib/server/app.ts";
import type { Settings } from "$lib/server/runtime/settings.ts";
import { addHost, ask, mondayTen } from "./town.ts";
import { noon, type TestApp } from "./test-app.ts";
import { sampleConnection } from "./sample-connection.ts";

/** The App of a program over these settings, with the clock of the tests; the caller closes its store. */
export async function openSealedApp(settings: Settings): Promise<App> {
  return await createApp(settings, "http://localhost:8080", {
    now: () => noon,
    wakeJobs: () => {},
    stopping: new AbortController().signal,
    log: openLog(() => {}),
  });
}

/** Fills a folder, by the secret in it, with Ada, a request, a feed and an account at a calendar server; answers the request and its guest's link. */
export async function fillSealedFolder(
  settings: Settings,
): Promise<{ bookingId: string; token: string }> {
  const app = await openSealedApp(settings);
  const host = await addHost(app as TestApp);
  const requested = await ask(app, { start: mondayTen });
  await feeds.openFeed(app, host.id, "bookings");
  const id = newId();
  const connection = sampleConnection({
    id,
    hostId: host.id,
    url: "http://127.0.0.1:9/",
    sealed: await app.sealer.seal("hunter2", sealingContextOf({ id, hostId: host.id })),
    createdAt: noon,
  });
  const op = newCommit(app.kv);
  addConnection(op, connection);
  await commit(op);
  app.kv.close();
  return { bookingId: requested.booking.id, token: requested.token };
}
