import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { startVisit } from "../support/http-visitor.ts";
import { formFields } from "../support/proof/guest-client.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { addEventType } from "../support/town.ts";

Deno.test("locations: set by the host, chosen by the guest, and set anew on the booking, without scripts", async (t) => {
  let session = "", typeId = "", start = 0;
  await using program = await startWithHost({}, async (app, ada) => {
    const type = await addEventType(app, ada, { slug: "talk", title: "Talk", decision: "instant" });
    typeId = type.id;
    start = startOfDay(weekdayAfter(addDays(dateAt(app.now(), ada.zone), 3), 0), ada.zone) +
      9 * HOUR;
    const browser = { agent: "a test", before: null };
    session = (await sessions.start(app, ada.id, "console", browser)).secret;
  });
  const host = startVisit(program.address, session), guest = startVisit(program.address);
  const editor = `/dashboard/event-types/${typeId}/location`;
  const save = async (fields: Record<string, string>) => {
    const form = formFields((await host.get(editor)).text, /\?\/save$/);
    return await host.post(`${editor}?/save`, { shown: form.shown ?? "", ...fields });
  };

  await t.step("the editor offers every kind, and says what a Meet link needs", async () => {
    const { text } = await host.get(editor);
    for (const kind of ["google-meet", "call-guest", "choice", "later"]) {
      assert.match(text, new RegExp(`<option value="${kind}"`));
    }
    assert.match(text, /aren’t added to a Google calendar/);
  });

  await t.step("a guest’s choice needs two places, and what was entered stays", async () => {
    const one = await save({ "locationKind": "choice", "places.call-guest": "on" });
    assert.equal(one.status, 422);
    assert.match(one.text, /at least two places/);
    assert.match(one.text, /name="places.call-guest"[^>]*checked/);
    const odd = await save({ locationKind: "link", locationValue: "https://x.example/{name}" });
    assert.equal(odd.status, 422);
    assert.match(odd.text, /Only \{random\}/);
    const saved = await save({
      "locationKind": "choice",
      "places.call-guest": "on",
      "places.address": "Torstraße 12\nMill Street 1",
    });
    assert.equal(saved.status, 303, saved.text);
    assert.match((await host.get(editor)).text, /Torstraße 12\nMill Street 1/);
  });

  const page = "/calendar/ada/talk?tz=Europe/Berlin";
  const slot = new Date(start).toISOString().replace(".000Z", "Z");
  /** The form of the first time, under the address with its key. */
  const openForm = async () => {
    const address = (await guest.get(`${page}&slot=${encodeURIComponent(slot)}`)).location!;
    return { address, text: (await guest.get(address)).text };
  };
  const book = async (fields: Record<string, string>) => {
    const { address, text } = await openForm();
    const { location: _last, ...form } = formFields(text, /slot=/);
    const entered = { name: "Grace", email: "grace@example.com", note: "", slot };
    return await guest.post(address, { ...form, ...entered, ...fields });
  };
  let booking = "";

  await t.step("the guest is asked where, and for a number to be called at", async () => {
    const { text } = await openForm();
    assert.match(text, /Where would you like to meet\?/);
    assert.match(text, /value="Mill Street 1"/);
    const none = await book({});
    assert.equal(none.status, 422);
    assert.match(none.text, /choose where you’d like to meet/);
    const silent = await book({ location: "call-guest", phone: "" });
    assert.equal(silent.status, 422);
    assert.match(silent.text, /enter the number to call you at/);
    const booked = await book({ location: "call-guest", phone: "+49 30 1234567" });
    assert.equal(booked.status, 303, booked.text);
    assert.match((await guest.get(booked.location!)).text, /You’ll be called at \+49 30 1234567/);
    const { text: list } = await host.get("/v0/me/bookings");
    const [found] = JSON.parse(list).bookings;
    booking = found.id;
    assert.deepEqual(found.eventType.location, { kind: "call-guest" });
    assert.equal(found.guest.phone, "+49 30 1234567");
  });

  await t.step("the host sees whom to call, and sets another location", async () => {
    const own = `/dashboard/bookings/${booking}`;
    const { text } = await host.get(own);
    assert.match(text, /href="tel:\+49301234567"/);
    const { revision = "" } = formFields(text, /\?\/location$/);
    const empty = await host.post(`${own}?/location`, { revision, kind: "address", value: " " });
    assert.equal(empty.status, 422);
    const set = await host.post(`${own}?/location`, {
      revision,
      kind: "link",
      value: "https://meet.jit.si/{random}",
    });
    assert.equal(set.location, `${own}?notice=relocated`);
    assert.match((await host.get(own)).text, /https:\/\/meet\.jit\.si\/[a-z2-8]{26}/);
    const late = await host.post(`${own}?/location`, { revision, kind: "later", value: "" });
    assert.equal(late.status, 409);
  });

  await t.step("programs read the places and what they need", async () => {
    const { text } = await guest.get("/calendar/ada/talk.md");
    assert.match(text, /`location` is one of .*`call-guest`/);
    assert.match(text, /"location":"Torstraße 12"|"location": "Torstraße 12"/);
  });
});
