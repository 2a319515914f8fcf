import assert from "node:assert/strict";
import { startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import { keyOf } from "../support/call-operation.ts";
import { startWithHost } from "../support/running-program.ts";
import { type SeededTown, seedTown, signedIn } from "../support/seeded-town.ts";
import { connectCalendar } from "../support/stub-calendar.ts";
import { addHost } from "../support/town.ts";
import { pagesOf } from "../support/town-pages.ts";

const TITLE = "Oncology at the Charité";
const named = /Oncology|Charité/i;

Deno.test("titles of a host's calendar: on the host's own pages, and on nobody else's", async (t) => {
  let town = {} as SeededTown, ada = "", grace = "", graceSession = "";
  const published: string[] = [];
  await using program = await startWithHost({}, async (app, host) => {
    town = await seedTown(app, host);
    await feeds.openFeed(app, host.id, "free-busy");
    for (const url of Object.values(await feeds.feedUrls(app, host.id))) {
      published.push(new URL(url!).pathname);
    }
    ada = await keyOf(app, host, ["read"]);
    const other = await addHost(app, { email: "grace@example.org", preferredUsername: "grace" });
    grace = await keyOf(app, other, ["read"]);
    graceSession = await signedIn(app, other);
    const start = startOfDay(town.date, host.zone) + 9 * HOUR;
    await connectCalendar(app, host, [
      { start, end: start + HOUR / 2, title: TITLE },
      { start: start + 9 * HOUR, end: start + 10 * HOUR, title: null },
    ]);
  });
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(program.address + path, { headers });
    return await response.text();
  };
  const pages = Object.values(pagesOf(town));
  const signedInAs = (session: string) => ({ cookie: `${sessionCookie}=${session}` });
  const from = new Date(startOfDay(town.date, "UTC")).toISOString().slice(0, 10);
  const calendar = `/v0/me/calendar?from=${from}T00:00:00Z&to=${from}T23:59:00Z`;

  await t.step("the host reads them: week, booking, decision, API", async () => {
    const own = signedInAs(town.session);
    const week = await read(`/dashboard/calendar?date=${town.date}`, own);
    assert.match(week, named);
    assert.match(week, /Private/);
    assert.match(await read(`/dashboard/bookings/${town.ids.pending}`, own), named);
    assert.match(await read(`${town.host.pending}/confirm`), named, "the decision page");
    const { busy } = JSON.parse(await read(calendar, { authorization: `Bearer ${ada}` }));
    assert.deepEqual(
      busy.map((
        { title, private: isPrivate }: { title: string; private: boolean },
      ) => [title, isPrivate]),
      [[TITLE, false], ["", true]],
    );
  });

  await t.step("no page of a guest, no feed and no other host does", async () => {
    const ofHost = Object.values(town.host);
    const guests = pages.filter((path) =>
      !path.startsWith("/dashboard") && !ofHost.some((link) => path.startsWith(link))
    );
    assert.ok(guests.length > 20, `${guests.length}`);
    const api = [
      `/v0/calendar/ada/coffee/slots?from=${town.date}&to=${town.date}`,
      "/v0/users/ada",
      "/calendar/ada/coffee?date=" + town.date,
      "/widget/ada/coffee?date=" + town.date,
    ];
    for (const path of [...guests, ...api, ...published]) {
      assert.doesNotMatch(await read(path), named, path);
      assert.doesNotMatch(await read(path, { accept: "text/markdown" }), named, path);
      assert.doesNotMatch(await read(path, signedInAs(graceSession)), named, path);
    }
    assert.match(await read(published[1]!), /BEGIN:VCALENDAR/);
    const other = await read(calendar, { authorization: `Bearer ${grace}` });
    assert.deepEqual(JSON.parse(other).busy, []);
  });

  await t.step("nor does the refusal of that time, nor the log", async () => {
    const slot = new Date(startOfDay(town.date, "Europe/Berlin") + 9 * HOUR).toISOString();
    const page = await read(`/calendar/ada/coffee?slot=${slot}`);
    assert.match(page, /no longer available/);
    const wish = {
      username: "ada",
      eventSlug: "coffee",
      startsAt: slot,
      inviteeName: "Eve",
      inviteeEmail: "eve@example.net",
    };
    const refused = await fetch(`${program.address}/v0/bookings`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify(wish),
    });
    assert.equal(refused.status, 409);
    assert.doesNotMatch(page + await refused.text(), named);
    const { log, stdout } = program.output();
    assert.doesNotMatch(log + stdout, named);
  });
});
