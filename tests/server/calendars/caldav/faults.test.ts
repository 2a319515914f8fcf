import assert from "node:assert/strict";
import { retryAfterSeconds } from "$lib/server/calendars/errors.ts";
import { uidOf } from "$lib/scheduling/booking.ts";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { type OutboundFetch } from "$lib/server/outbound/index.ts";
import { noon } from "../../../support/test-app.ts";
import {
  account,
  against,
  faults,
  lesson,
  nameless,
  window,
} from "../../../support/caldav/faulty-account.ts";

Deno.test("openCaldav: every fault has its kind and text, and none looks like an empty calendar", async () => {
  await against(async (server, fetch) => {
    const calendar = openCaldav(fetch, account(server));
    const known = await calendar.changes(server.calendar, window, null);
    assert.deepEqual(known?.objects.map(({ busy }) => busy), [[lesson]]);
    for (const [name, fault, kind, reason] of faults) {
      server.fault = fault;
      for (
        const question of [
          () => calendar.changes(server.calendar, window, known!.cursor),
          () => calendar.busy(server.calendar, lesson),
          () => calendar.list(),
        ]
      ) {
        await assert.rejects(question(), (error: unknown) => {
          assert.ok(error instanceof CalendarError, `${name}: ${error}`);
          assert.deepEqual([error.kind, error.reason], [kind, reason], name);
          assert.ok(!`${error.message}${error.stack}`.includes("hunter2"), name);
          if (name === "429") assert.equal(error.retryAfter, 77);
          return true;
        }, name);
      }
    }
  });
});

Deno.test("openCaldav: an object without its content fails the listing", async () => {
  await against(async (server, fetch) => {
    const calendar = openCaldav(fetch, account(server));
    server.fault = { wrong: "no-data" };
    await assert.rejects(calendar.busy(server.calendar, lesson), { reason: "incomplete" });
  });
});

Deno.test("openCaldav: one object that is not iCalendar is skipped and named, the others count", async () => {
  await against(async (server, fetch) => {
    server.objects.set("/dav/work/b.ics", "BEGIN:VCALENDAR");
    const changes = await openCaldav(fetch, account(server)).changes(server.calendar, window, null);
    assert.deepEqual(changes?.unreadable.map(({ href }) => href), [`${server.calendar}b.ics`]);
    assert.equal(changes?.objects.length, 1);
  });
});

Deno.test("openCaldav: a CTag that may be a timestamp is trusted only the second time", async () => {
  await against(async (server, fetch) => {
    const calendar = openCaldav(fetch, account(server));
    const first = await calendar.changes(server.calendar, window, null);
    const second = await calendar.changes(server.calendar, window, first!.cursor);
    assert.equal(second?.objects.length, 1);
    assert.equal(await calendar.changes(server.calendar, window, second!.cursor), null);
    server.requests.length = 0;
    await calendar.changes(server.calendar, window, second!.cursor);
    assert.deepEqual(server.requests, ["PROPFIND /dav/work/"]);
  });
});

const event: CalendarEvent = {
  uid: uidOf("AAAAAAAAAAAAAAAAAAAAAA"),
  sequence: 0,
  bookingId: "AAAAAAAAAAAAAAAAAAAAAA",
  ...lesson,
  zone: "UTC",
  title: "x",
  description: "",
  location: "",
  join: null,
  conference: null,
  organizer: null,
  attendees: [{ name: "Zoë", email: "zoe@example.com" }],
  alarmMinutes: null,
  dtstamp: noon,
};

Deno.test("put: a 207 is a failure, and every other fault keeps its kind", async () => {
  await against(async (server, fetch) => {
    const calendar = openCaldav(fetch, account(server));
    server.fault = { status: 207, only: "PUT" };
    await assert.rejects(calendar.put(server.calendar, event), CalendarError);
    for (const [status, kind] of [[401, "signed-out"], [403, "refused"], [404, "gone"]] as const) {
      server.fault = { status, only: "PUT" };
      await assert.rejects(calendar.put(server.calendar, event), { kind });
    }
    for (const status of [423, 429, 500, 503, 507]) {
      server.fault = { status, only: "PUT" };
      await assert.rejects(calendar.put(server.calendar, event), { kind: "try-again" });
    }
    server.fault = null;
    await calendar.put(server.calendar, event);
    assert.equal(server.objects.size, 2);
  });
});

Deno.test("remove: 404 and 412 mean gone when nothing is there", async () => {
  await against(async (server, fetch) => {
    const calendar = openCaldav(fetch, account(server));
    for (const status of [404, 410, 412]) {
      server.fault = { status, only: "DELETE" };
      await calendar.remove(server.calendar, event.uid);
    }
    await calendar.put(server.calendar, event);
    server.fault = { status: 503, only: "DELETE" };
    await assert.rejects(calendar.remove(server.calendar, event.uid), { kind: "try-again" });
  });
});

Deno.test("busy: a silent server is aborted within seconds", async () => {
  await against(async (server, fetch) => {
    server.fault = { wrong: "silent" };
    const hasty: OutboundFetch = (url, init) => {
      assert.ok((init?.timeoutMs ?? 10_000) <= 5_000);
      return fetch(url, { ...init, timeoutMs: 100 });
    };
    const calendar = openCaldav(hasty, account(server));
    await assert.rejects(calendar.busy(server.calendar, lesson), { reason: "timeout" });
  });
});

Deno.test("openCaldav: a calendar without a name, at an unusual href, is listed", async () => {
  await against(async (server, fetch) => {
    server.fault = { status: 207, body: nameless };
    const [calendar] = await openCaldav(fetch, account(server)).list();
    assert.equal(calendar?.name, "100%");
  });
});

Deno.test("openCaldav: endless properties are refused while they arrive", async () => {
  await against(async (server, fetch) => {
    server.fault = { status: 207, body: `<a>${"&amp;".repeat(500_000)}</a>` };
    await assert.rejects(openCaldav(fetch, account(server)).list(), { reason: "too-large" });
  });
});

Deno.test("retryAfterSeconds: a date counts from the server's own Date, whatever our clock says", () => {
  const requested = (headers: Record<string, string>) => retryAfterSeconds(new Headers(headers));
  const date = "Sun, 06 Nov 1994 08:49:37 GMT", later = "Sun, 06 Nov 1994 08:50:07 GMT";
  assert.equal(requested({ date, "retry-after": later }), 30);
  assert.equal(requested({ "retry-after": later }), 0, "long past by our clock");
  assert.equal(requested({ date: later, "retry-after": date }), 0);
  assert.equal(requested({ date, "retry-after": "Mon, 06 Nov 2094 08:49:37 GMT" }), 86_400);
  assert.equal(requested({ date, "retry-after": "soon" }), null);
});
