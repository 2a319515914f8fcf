import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { granted } from "../support/granted.ts";
import { startVisit } from "../support/http-visitor.ts";
import { formFields } from "../support/proof/guest-client.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { addEventType, ask, bookingRequest } from "../support/town.ts";

Deno.test("the life of a series without scripts: previewed, booked, decided and cancelled", async (t) => {
  let start = 0, ada = "";
  const doors: string[] = [];
  await using program = await startWithHost({}, async (app, host) => {
    ada = host.username;
    const date = weekdayAfter(addDays(dateAt(app.now(), host.zone), 3), 0);
    start = startOfDay(date, host.zone) + 10 * HOUR;
    const type = { slug: "lesson", title: "Lesson", seriesDates: 6, bookingWindowDays: 200 };
    await addEventType(app, host, type);
    const third = startOfDay(addDays(date, 14), host.zone) + 10 * HOUR;
    await ask(app, { slug: "lesson", start: third });
    // A second series, so that its host's link is known.
    const guest = { zone: "Europe/Berlin" };
    const second = await granted(bookings.request(app, {
      ...bookingRequest({ slug: "lesson", start: start + HOUR, guest }),
      series: { rhythm: "weekly", dates: 3, book: "all" },
    }));
    doors.push(`/booking/${await bookings.openHostLink(app, second.booking, host.id)}`);
    doors.push(`/booking/${second.token}`);
    const proposed = await granted(bookings.request(app, {
      ...bookingRequest({ slug: "lesson", start: start + 3 * HOUR, guest }),
      series: { rhythm: "weekly", dates: 3, book: "all" },
    }));
    const { id, revision } = proposed.booking, starts = [start + 5 * HOUR];
    await granted(bookings.propose(app, id, { hostId: host.id, revision, starts, message: "" }));
    doors.push(`/booking/${proposed.token}`);
  });
  const guest = startVisit(program.address);
  const iso = new Date(start).toISOString().replace(".000Z", "Z");
  const picker = `/calendar/${ada}/lesson?tz=Europe/Berlin&slot=${iso}&key=a-key-of-many-letters`;
  const fieldsOf = (html: string) => {
    // Which button is pressed, each step says itself.
    const { preview: _preview, slot: _slot, ...fields } = formFields(html, /slot=/);
    const entered = { name: "Grace Hopper", email: "grace@example.com" };
    return { ...fields, ...entered, repeat: "weekly", dates: "4" };
  };
  let page = "";

  await t.step("the form offers to repeat, and shows the dates without booking any", async () => {
    const form = await guest.get(picker);
    assert.match(form.text, /name="repeat"/);
    const shown = await guest.post(picker, { ...fieldsOf(form.text), preview: iso });
    assert.equal(shown.status, 200);
    assert.equal(shown.text.match(/>Available</g)?.length, 3);
    assert.equal(shown.text.match(/>Not available</g)?.length, 1);
    assert.match(shown.text, /value="Grace Hopper"/);
    assert.match(shown.text, /Book only the available dates/);
  });

  await t.step("all of them are refused in words, and nothing is lost of the form", async () => {
    const form = await guest.get(picker);
    const refused = await guest.post(picker, { ...fieldsOf(form.text), slot: iso, book: "all" });
    assert.equal(refused.status, 409);
    assert.match(refused.text, /Some of these dates aren’t available/);
    assert.match(refused.text, /value="Grace Hopper"/);
    assert.match(refused.text, /value="weekly" selected/);
  });

  await t.step("the free ones are booked, and their page lists them", async () => {
    const form = await guest.get(picker);
    const booked = await guest.post(picker, { ...fieldsOf(form.text), slot: iso, book: "free" });
    assert.equal(booked.status, 303, booked.text);
    page = booked.location!;
    const { text } = await guest.get(page);
    assert.match(text, /Booked together/);
    assert.equal(statesIn(text, 'href="/booking/'), 2);
  });

  await t.step("the host confirms all open dates of a series at once", async () => {
    const [door, own] = doors as [string, string];
    const { text } = await guest.get(`${door}/confirm`);
    assert.match(text, /All 3 open dates/);
    const confirmed = await guest.post(`${door}/confirm`, {
      ...formFields(text, /^$/),
      which: "all",
    });
    assert.equal(confirmed.status, 303, confirmed.text);
    const shown = (await guest.get(own)).text;
    assert.equal(statesIn(shown, "Confirmed"), 3);
  });

  await t.step(
    "of a series, a proposed time is said to confirm this date alone, and does",
    async () => {
      const own = doors[2]!, slot = new Date(start + 5 * HOUR).toISOString().replace(".000Z", "Z");
      const path = `${own}/reschedule?slot=${slot}`;
      const { text } = await guest.get(path);
      assert.match(
        text,
        /so this date is confirmed right away\. Later dates aren’t confirmed with it/,
      );
      assert.doesNotMatch(text, /your meeting is confirmed/);
      const fields = formFields(text, /slot=/);
      const taken = await guest.post(path, { ...fields, which: "later", slot });
      assert.equal(taken.status, 303, taken.text);
      const shown = (await guest.get(own)).text;
      assert.deepEqual([statesIn(shown, "Confirmed"), statesIn(shown, "Pending")], [1, 2]);
    },
  );

  await t.step("the guest cancels a date and the later ones", async () => {
    const form = await guest.get(`${page}/cancel`);
    assert.match(form.text, /This and 2 later dates/);
    const cancelled = await guest.post(`${page}/cancel`, {
      ...formFields(form.text, /^$/),
      which: "later",
      reason: "",
    });
    assert.equal(cancelled.status, 303, cancelled.text);
    const shown = (await guest.get(page)).text;
    assert.equal(statesIn(shown, "Withdrawn"), 3);
  });
});

/** How often the list of dates has this in it, such as a state. */
function statesIn(html: string, state: string): number {
  const [list = ""] = /<section[^>]* id="series"[\s\S]*?<\/section>/.exec(html) ?? [];
  return list.split(state).length - 1;
}
