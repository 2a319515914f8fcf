import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { startWithHost } from "../../support/running-program.ts";
import { bookingRequest } from "../../support/town.ts";
import { attemptBooking, newClient } from "../../support/proof/guest-client.ts";
import { weekdayAfter } from "../../support/seeded-town.ts";
import { startVisit } from "../../support/http-visitor.ts";

Deno.test("data and privacy, over HTTP and without scripts", async (t) => {
  const tokens: Record<string, string> = {};
  let session = "", ofBea = "", nine = 0;
  await using program = await startWithHost(
    { env: { INVITO_TRUSTED_PROXIES: "1" } },
    async (app, ada) => {
      const now = app.now();
      const date = weekdayAfter(addDays(dateAt(now, ada.zone), 3), 0);
      nine = startOfDay(date, ada.zone) + 9 * HOUR;
      const book = async (name: string, start: number) => {
        const guest = {
          name,
          email: `${name}@example.com`,
          note: '"Quoted"',
        };
        const requested = await bookings.request(app, bookingRequest({ start, guest }));
        assert(requested.ok, name);
        tokens[name] = requested.value.token;
        const decision = { hostId: ada.id, revision: 1, message: "", force: false };
        assert((await bookings.confirm(app, requested.value.booking.id, decision)).ok);
      };
      await book("upcoming", nine);
      const before = weekdayAfter(addDays(dateAt(now, ada.zone), -7), 0);
      app.at(startOfDay(before, ada.zone) - DAY);
      await book("over", startOfDay(before, ada.zone) + 10 * HOUR);
      app.at(now);
      const browser = { agent: "a test", before: null };
      session = (await sessions.start(app, ada.id, "console", browser)).secret;
      ofBea = (await sessions.start(app, ada.id, "console", browser)).secret;
    },
  );
  const { address } = program;
  const host = startVisit(address, session);
  const guestPage = async (name: string) =>
    (await startVisit(address).get(`/booking/${tokens[name]}`)).status;

  await t.step("the button's file, and its end on the page", async () => {
    const before = (await host.get("/dashboard/settings/data")).text;
    assert.doesNotMatch(before, /Complete: /);
    const { text } = await host.post("/dashboard/settings/data/everything.json", {});
    assert.equal(JSON.parse(text).bookings.length, 2);
    const after = (await host.get("/dashboard/settings/data")).text;
    assert.match(after, /Complete: .*2.* bookings/);
  });

  await t.step("everything as JSON, with the story of each booking and no secret", async () => {
    const { text, headers } = await host.get("/dashboard/settings/data/everything.json");
    assert.match(headers.get("content-disposition") ?? "", /invito-ada\.json/);
    const all = JSON.parse(text);
    assert.equal(all.format, "invito-account");
    assert.equal(all.profile.username, "ada");
    assert.deepEqual(all.eventTypes.map(({ slug }: { slug: string }) => slug).sort(), [
      "coffee",
      "intro-call",
    ]);
    const stories = all.bookings.map((
      { guest, history }: { guest: { name: string }; history: { event: string }[] },
    ) => [guest.name, ...history.map(({ event }) => event)]);
    assert.deepEqual(stories, [
      ["over", "requested", "confirmed"],
      ["upcoming", "requested", "confirmed"],
    ]);
    for (const secret of [...Object.values(tokens), session, "sealed", '"links"']) {
      assert(!text.includes(secret), secret);
    }
  });

  await t.step("meetings as one calendar file", async () => {
    const { text } = await host.get("/dashboard/settings/data/bookings.ics");
    assert.match(text, /^BEGIN:VCALENDAR\r\n/);
    assert.match(text, /\r\nEND:VCALENDAR\r\n$/);
    assert.equal(text.match(/BEGIN:VEVENT/g)?.length, 2);
  });

  await t.step(
    "a guest is searched, exported and erased; upcoming meetings are named",
    async () => {
      const page = "/dashboard/settings/guest";
      assert.match(
        (await host.get(`${page}?email=nobody@example.com`)).text,
        /No bookings found for/,
      );
      const coming = await host.get(`${page}?email=coming@example.com`);
      assert.match(coming.text, /still to come/);
      assert(!coming.text.includes("/erase"), "nothing to erase yet");
      for (const none of ["", "?email=", "?email=%20"]) {
        const asked = await host.get(page + none);
        assert.equal(asked.location, "/dashboard/settings/data", "nobody was named");
      }
      const given = JSON.parse((await host.get(`${page}/data.json?email=OVER@example.com`)).text);
      assert.equal(given.controller.email, "ada@example.org");
      assert.deepEqual(given.bookings.map(({ guest }: { guest: { note: string } }) => guest.note), [
        '"Quoted"',
      ]);
      assert.equal(await guestPage("over"), 200);
      const shown = (await host.get(`${page}?email=over@example.com`)).text;
      const action = /action="([^"]+erase)"/.exec(shown)![1]!.replaceAll("&amp;", "&");
      const unsure = await host.post(page + action, { email: "over@example.com" });
      assert.equal(unsure.status, 422);
      assert.match(unsure.text, /1 booking found for over@example\.com/);
      assert.match(unsure.text, /id="sure-error"/);
      const unnamed = await host.post(`${page}?/erase`, { email: "over@example.com" });
      assert.equal(unnamed.status, 422);
      assert.doesNotMatch(unnamed.text, /found for \./);
      const erased = await host.post(`${page}?/erase`, { email: "over@example.com", sure: "on" });
      assert.equal(erased.status, 303);
      assert.match((await host.get(erased.location!)).text, /Guest data erased from 1 booking/);
      assert.equal(await guestPage("over"), 404);
      assert.match((await host.get("/dashboard?show=past")).text, /Erased guest/);
      const ofNoType = await host.get("/dashboard?show=past&type=none");
      assert.match(ofNoType.text, /No bookings of this event type/, "a filter is no empty inbox");
    },
  );

  await t.step("retention days are saved, or the error of the entered value is shown", async () => {
    const page = "/dashboard/settings/data";
    const odd = await host.post(`${page}?/saveRetention`, { days: "40 days" });
    assert.equal(odd.status, 422);
    assert.match(odd.text, /from 1 to 3650/);
    assert.equal((await host.post(`${page}?/saveRetention`, { days: "30" })).status, 303);
    assert.match((await host.get(page)).text, /value="30"/);
    assert.equal((await host.post(`${page}?/saveRetention`, { days: "" })).status, 303);
  });

  await t.step(
    "the account is closed by its name alone, at once, while guests are booking",
    async () => {
      const page = "/dashboard/settings/close";
      const wrong = await host.post(page, { username: "adaa", sure: "on", message: "So long" });
      assert.equal(wrong.status, 422);
      assert.match(wrong.text, /value="adaa"/);
      assert.match(wrong.text, />So long</);
      assert.match((await host.get(page)).text, /1 upcoming meeting/);

      const input = (n: number) =>
        attemptBooking(address, {
          username: "ada",
          slug: "coffee",
          start: nine + 2 * HOUR + n * HOUR / 4,
        });
      const early = [0, 1].map(input);
      const [closed, ...requested] = await Promise.all([
        host.post(page, { username: " Ada ", sure: "on", message: "So long" }),
        ...early,
        ...[2, 3, 4, 5].map(input),
      ]);
      assert.equal(closed.status, 303);
      assert.equal(closed.location, "/auth/closed");
      assert(!host.cookies.has(sessions.sessionCookie));
      const going = (await host.get("/auth/closed")).text;
      assert.match(going, /Your account is being deleted/);
      assert.match(going, /Erase all data/);
      assert.match(going, /<noscript><meta http-equiv="refresh"/);
      const stranger = (await startVisit(address).get("/auth/closed")).text;
      assert.doesNotMatch(stranger, /Erase all data/, "only where it was closed");
      const late = await input(6);
      assert.equal(late.status, 404);

      const other = startVisit(address, ofBea);
      assert.equal((await other.get("/dashboard")).location, "/auth/sign-in?to=%2Fdashboard");
      assert.equal((await startVisit(address).get("/calendar/ada/")).status, 404);
      assert.equal((await startVisit(address).get("/calendar/ada/intro-call")).status, 404);
      const stateOf = async (token: string) => {
        const headers = { "x-forwarded-for": newClient() };
        const answer = await fetch(`${address}/v0/bookings/actions/${token}`, { headers });
        return (await answer.json()).booking.status;
      };
      const granted = requested.filter(({ status }) => status === 201);
      for (const { status } of requested) assert(status === 201 || status === 404, `${status}`);
      for (const token of [tokens["upcoming"]!, ...granted.map(({ body }) => body.actions.token)]) {
        let status = "";
        for (let looks = 0; looks < 100 && status !== "CANCELLED"; looks++) {
          status = await stateOf(token);
        }
        assert.equal(status, "CANCELLED");
      }
    },
  );
});
