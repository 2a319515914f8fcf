import assert from "node:assert/strict";
import { startVisit } from "../support/http-visitor.ts";
import { startWithHost } from "../support/running-program.ts";
import { addEventType } from "../support/town.ts";

Deno.test("short addresses are the pages', older ones lead on, the product's own win", async (t) => {
  await using program = await startWithHost({}, async (app, host) => {
    await addEventType(app, host, { slug: "secret", privateLinkOnly: true });
    await addEventType(app, host, { slug: "off", active: false });
  });
  const guest = startVisit(program.address);

  const canonical = (text: string) =>
    /<link rel="canonical" href="([^"]*)"/.exec(text)?.[1]?.replace(program.address, "");

  await t.step(
    "a host's page and an event type answer at the short address, which is canonical",
    async () => {
      for (const page of ["/ada", "/ada/coffee"]) {
        for (const path of [page, `${page}?date=2099-03-01&tz=Europe%2FOslo`, `/calendar${page}`]) {
          for (const isKept of [false, true]) {
            const { status, text } = await guest.get(path);
            assert.deepEqual([status, canonical(text)], [200, page], `${path} ${isKept}`);
          }
        }
        const { status, text } = await guest.get(`${page}.md`);
        assert.deepEqual([status, text.slice(0, 2)], [200, "# "]);
      }
      const { text } = await guest.get("/ada");
      assert.match(text, /href="\/ada\/coffee"/);
      assert.match((await guest.get("/ada/off")).text, /href="\/ada"/);
    },
  );

  await t.step("a booking form is sent to the address at which it was opened", async () => {
    const { status } = await guest.post("/ada/coffee", {});
    assert.equal(status, 422);
  });

  await t.step("capitals are led to the small form, with the query", async () => {
    const led = async (path: string) => {
      const { status, location } = await guest.get(path);
      return [status, location];
    };
    assert.deepEqual(await led("/Ada"), [303, "/ada"]);
    assert.deepEqual(await led("/ADA/Coffee?tz=Europe%2FOslo"), [
      303,
      "/ada/coffee?tz=Europe%2FOslo",
    ]);
    assert.deepEqual(await led("/calendar/%41da/coffee.md"), [303, "/calendar/ada/coffee.md"]);
    assert.deepEqual(await led("/calendar/Ada/coffee"), [303, "/calendar/ada/coffee"]);
    assert.deepEqual(await led("/Ada/Coffee.md"), [303, "/ada/coffee.md"]);
    assert.deepEqual(await led("/team/Mill"), [303, "/team/mill"]);
    assert.equal((await guest.get("/calendar/%C3%89da")).status, 404);
    assert.equal((await guest.get("/Dashboard")).status, 404);
  });

  await t.step("unknown, secret and reserved names are not found, as pages", async () => {
    for (const path of ["/eve", "/ada/nothing", "/ada/secret", "/dashboard/nothing", "/calendar"]) {
      const { status, text } = await guest.get(path);
      assert.equal(status, 404, path);
      assert.match(text, /Page not found/, path);
    }
    assert.equal((await guest.get("/favicon.ico")).status, 404);
  });

  await t.step("older addresses of the dashboard", async () => {
    const led = async (path: string) => (await guest.get(path)).location;
    assert.equal(await led("/onboarding"), "/dashboard/welcome");
    assert.equal(await led("/organizer/time-off"), "/dashboard/availability/time-off");
    assert.equal(await led("/organizer/write-back"), "/dashboard/calendars");
    assert.equal((await guest.get("/organizer/nothing")).status, 404);
    assert.equal(
      await led("/embed/playground?theme=dark"),
      "/dashboard/event-types/embed?theme=dark",
    );
  });

  await t.step("a guest's older link keeps its secret from referrers and caches", async () => {
    const token = "t".repeat(43);
    const { location, headers } = await guest.get(`/bookings/actions/${token}`);
    assert.equal(location, `/booking/${token}`);
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.equal(headers.get("cache-control"), "no-store");
  });

  await t.step(
    "the loader is a script for an event type that is there, and refuses by name",
    async () => {
      const load = (query: string) => guest.get(`/v0/embed/widget.js?${query}`);
      const script = await load("username=ada&eventSlug=coffee&theme=dark&timezone=UTC&more=1");
      assert.equal(script.status, 200);
      assert.match(script.headers.get("content-type") ?? "", /^text\/javascript/);
      assert.match(script.text, /\{"invito":"ada\/coffee","theme":"dark","tz":"UTC"\}/);
      assert.equal((await load("username=ada&eventSlug=secret")).status, 404);
      assert.equal((await load("username=ada&eventSlug=%3C/script%3E")).status, 404);
      const refused = await load("username=ada&eventSlug=coffee&theme=pink&timezone=Nowhere");
      assert.equal(refused.status, 422);
      assert.deepEqual(Object.keys(JSON.parse(refused.text).fields), ["theme", "timezone"]);
    },
  );
});
