import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { startWithHost } from "../support/running-program.ts";
import { addEventType, ask } from "../support/town.ts";
import { formFields } from "../support/proof/guest-client.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { startVisit } from "../support/http-visitor.ts";

Deno.test("the life of a booking by its links, without scripts and by the API", async (t) => {
  const guestOf: Record<string, string> = {}, hostOf: Record<string, string> = {};
  const startOf: Record<string, number> = {};
  await using program = await startWithHost({}, async (app, ada) => {
    const date = weekdayAfter(addDays(dateAt(app.now(), ada.zone), 3), 0);
    const at = (hour: number) => startOfDay(date, ada.zone) + hour * HOUR;
    await addEventType(app, ada, {
      slug: "firm",
      durations: [30],
      cancellationNotice: 60 * 24 * 30,
    });
    const book = async (name: string, hour: number, slug = "intro-call", agreed = true) => {
      const { booking, token } = await ask(app, { slug, start: at(hour) });
      const decision = { hostId: ada.id, revision: 1, message: "Welcome!", force: false };
      if (agreed) assert((await bookings.confirm(app, booking.id, decision)).ok);
      await remember(name, booking, token);
    };
    const remember = async (name: string, booking: Booking, token: string) => {
      guestOf[name] = token;
      hostOf[name] = await bookings.openHostLink(app, booking, ada.id);
      startOf[name] = booking.start;
    };
    await book("moved", 9);
    await book("request", 10, "intro-call", false);
    await book("firm", 11, "firm");
    await book("api", 14);
    await book("stays", 15);
  });
  const guest = startVisit(program.address);
  const page = (name: string, end = "") => `/booking/${guestOf[name]}${end}`;
  const iso = (instant: number) => new Date(instant).toISOString().replace(".000Z", "Z");
  const state = async (name: string) => {
    const { text } = await guest.get(`/v0/bookings/actions/${guestOf[name]}`);
    return JSON.parse(text).booking;
  };
  const moveTo = async (name: string, start: number) => {
    const form = await guest.get(page(name, `/reschedule?slot=${iso(start)}`));
    assert.equal(form.status, 200);
    return await guest.post(page(name, `/reschedule?slot=${iso(start)}`), {
      ...formFields(form.text, /slot=/),
      slot: iso(start),
    });
  };

  await t.step(
    "a meeting is rescheduled: requested by the guest, seen and decided by the host",
    async () => {
      const to = startOf.moved! + 3 * HOUR;
      assert.match((await guest.get(page("moved"))).text, new RegExp(page("moved", "/reschedule")));
      const requested = await moveTo("moved", to);
      assert.equal(requested.status, 303);
      const shown = (await guest.get(page("moved"))).text;
      assert.match(shown, /You asked to reschedule/);
      assert.match(shown, /Expires/);
      assert.deepEqual(
        (await state("moved")).rescheduleRequest.startsAt,
        iso(to).replace("Z", ".000Z"),
      );

      const door = `/booking/${hostOf.moved}`;
      const confirm = (await guest.get(`${door}/confirm`)).text;
      assert.match(confirm, /Accept the new time\?/);
      assert.match(confirm, /<s>[^<]*09:00 – 09:30/);
      assert.match(confirm, /12:00 – 12:30/);
      assert.equal((await state("moved")).startsAt, iso(startOf.moved!).replace("Z", ".000Z"));
      const yes = await guest.post(`${door}/confirm`, formFields(confirm, /^$/));
      assert.equal(yes.status, 303);
      assert.match((await guest.get(yes.location!)).text, /Meeting rescheduled/);
      assert.match(
        (await guest.get(`${door}/reject`)).text,
        /This meeting was already rescheduled/,
      );
      assert.equal((await state("moved")).startsAt, iso(to).replace("Z", ".000Z"));
    },
  );

  await t.step(
    "a reschedule request that the host declines leaves the meeting where it is",
    async () => {
      assert.equal((await moveTo("stays", startOf.stays! + HOUR)).status, 303);
      const door = `/booking/${hostOf.stays}`;
      const reject = (await guest.get(`${door}/reject`)).text;
      assert.match(reject, /Keep the current time\?/);
      const no = await guest.post(`${door}/reject`, {
        ...formFields(reject, /^$/),
        message: "Away.",
      });
      assert.match((await guest.get(no.location!)).text, /Reschedule request declined/);
      assert.equal((await state("stays")).rescheduleRequest, undefined);
    },
  );

  await t.step(
    "a time that is taken is refused with alternatives, and nothing is rescheduled",
    async () => {
      const slot = iso(startOf.api!);
      const form = (await guest.get(page("stays", `/reschedule?slot=${slot}`))).text;
      assert.match(form, /no longer available[\s\S]*data-swap="push"/);
      assert.doesNotMatch(form, /name="slot"/);
      const { revision } = formFields((await guest.get(page("stays", "/cancel"))).text, /^$/);
      const crafted = await guest.post(page("stays", `/reschedule?slot=${slot}`), {
        slot,
        revision: revision!,
      });
      assert.equal(crafted.status, 409);
      assert.match(crafted.text, /no longer available[\s\S]*data-swap="push"/);
      assert.equal((await state("stays")).rescheduleRequest, undefined);
    },
  );

  await t.step(
    "a pending request is rescheduled at once and its own time stays among the slots",
    async () => {
      const to = startOf.request! + 3 * HOUR;
      assert.equal((await moveTo("request", to)).status, 303);
      assert.equal((await state("request")).startsAt, iso(to).replace("Z", ".000Z"));
    },
  );

  await t.step("GET shows, POST takes back; a spent link leads to the booking", async () => {
    const form = await guest.get(page("request", "/cancel"));
    assert.match(form.text, /Withdraw this request\?/);
    assert.equal((await state("request")).status, "PENDING");
    const fields = { ...formFields(form.text, /^$/), reason: "Found another way." };
    assert.equal((await guest.post(page("request", "/cancel"), fields)).location, page("request"));
    const ended = await state("request");
    assert.deepEqual([ended.status, ended.endReason], ["CANCELLED", "withdrawn"]);
    for (const end of ["/cancel", "/reschedule"]) {
      assert.equal((await guest.get(page("request", end))).location, page("request"));
    }
    assert.equal((await guest.post(page("request", "/cancel"), fields)).location, page("request"));
    assert.doesNotMatch((await guest.get(page("request"))).text, /Message from Ada Beck/);
  });

  await t.step(
    "after the host's notice the guest cannot cancel, not by a crafted form either",
    async () => {
      const shown = (await guest.get(page("firm"))).text;
      assert.match(shown, /too late to cancel/);
      assert.doesNotMatch(shown, new RegExp(page("firm", "/cancel")));
      assert.match((await guest.get(page("firm", "/cancel"))).text, /too late to cancel/);
      const crafted = await guest.post(page("firm", "/cancel"), { revision: "2" });
      assert.equal(crafted.status, 409);
      assert.equal((await state("firm")).status, "CONFIRMED");
    },
  );

  await t.step("a host's secret opens no guest's page, and a guest's no host's", async () => {
    for (const end of ["/cancel", "/reschedule"]) {
      assert.equal((await guest.get(`/booking/${hostOf.api}${end}`)).status, 404);
      assert.equal((await guest.post(`/booking/${hostOf.api}${end}`)).status, 404);
    }
    assert.equal((await guest.get(page("api", "/confirm"))).status, 404);
  });

  await t.step(
    "API: reschedule needs a key, is done once under it, and refuses with others",
    async () => {
      const address = `${program.address}/v0/bookings/actions/${guestOf.api}`;
      const send = async (end: string, body: unknown, key?: string) => {
        const answer = await fetch(`${address}/${end}`, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            ...(key ? { "idempotency-key": key } : {}),
          },
          body: JSON.stringify(body),
        });
        return { status: answer.status, body: await answer.json(), headers: answer.headers };
      };
      const input = { startsAt: iso(startOf.api! - HOUR), timezone: "Asia/Tokyo" };
      assert.equal((await send("reschedule", input)).body.code, "key-required");
      const first = await send("reschedule", input, "a-key-of-sixteen-chars");
      assert.equal(first.status, 200);
      assert.equal(
        first.body.booking.rescheduleRequest.startsAt,
        iso(startOf.api! - HOUR).replace("Z", ".000Z"),
      );
      assert.equal(first.body.actions.cancel, `${address}/cancel`);
      const again = await send("reschedule", input, "a-key-of-sixteen-chars");
      assert.equal(again.headers.get("idempotent-replayed"), "true");
      assert.deepEqual(again.body, first.body);
      const other = await send(
        "reschedule",
        { startsAt: iso(startOf.api!) },
        "a-key-of-sixteen-chars",
      );
      assert.equal(other.body.code, "key-reused");
      const taken = await send(
        "reschedule",
        { startsAt: iso(startOf.stays!) },
        "another-key-of-sixteen",
      );
      assert.equal(taken.status, 409);
      assert.equal(taken.headers.get("content-type"), "application/problem+json");
      assert(taken.body.alternatives.length > 0);

      assert.equal((await send("cancel", { reason: 7 })).status, 422);
      const gone = await send("cancel", { reason: "Rain." });
      assert.deepEqual([gone.status, gone.body.booking.status], [200, "CANCELLED"]);
      assert.equal((await send("cancel", {})).body.code, "already-cancelled");
      assert.equal(
        (await send("reschedule", input, "a-third-key-of-sixteen")).body.code,
        "already-cancelled",
      );
    },
  );
});
