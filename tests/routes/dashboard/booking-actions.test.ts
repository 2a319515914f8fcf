import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { startWithHost } from "../../support/running-program.ts";
import { ask } from "../../support/town.ts";
import { formFields } from "../../support/proof/guest-client.ts";
import { weekdayAfter } from "../../support/seeded-town.ts";
import { startVisit } from "../../support/http-visitor.ts";

Deno.test("booking page: the host cancels, reschedules, proposes times, notes a no-show, without scripts", async (t) => {
  const ids: Record<string, string> = {}, guests: Record<string, string> = {};
  let date = "", session = "", requestedAt = 0;
  await using program = await startWithHost({}, async (app, ada) => {
    date = weekdayAfter(addDays(dateAt(app.now(), ada.zone), 3), 0);
    const book = async (name: string, start: number, agreed: boolean) => {
      const requested = await ask(app, { start });
      ids[name] = requested.booking.id;
      guests[name] = requested.token;
      const decision = { hostId: ada.id, revision: 1, message: "", force: false };
      if (agreed) assert((await bookings.confirm(app, ids[name], decision)).ok);
    };
    const at = (hour: number) => startOfDay(date, ada.zone) + hour * HOUR;
    await book("moved", at(9), true);
    await book("stands", at(10), true);
    await book("asked", requestedAt = at(14), false);
    const now = app.now();
    let before = addDays(dateAt(now, ada.zone), -1);
    while (weekdayAfter(before, 0) !== before) before = addDays(before, -1);
    app.at(startOfDay(before, ada.zone) - DAY);
    await book("over", startOfDay(before, ada.zone) + 10 * HOUR, true);
    app.at(now);
    const browser = { agent: "a test", before: null };
    session = (await sessions.start(app, ada.id, "console", browser)).secret;
  });
  const host = startVisit(program.address, session);
  const pageOf = (name: string) => `/dashboard/bookings/${ids[name]}`;
  const form = async (name: string, action: string) =>
    formFields((await host.get(pageOf(name))).text, new RegExp(`\\?/${action}$`));
  const state = async (name: string) => {
    const { text } = await startVisit(program.address).get(`/v0/bookings/actions/${guests[name]}`);
    return JSON.parse(text).booking;
  };

  await t.step(
    "reschedule to an entered time, outside the hours too, but onto nobody's booking",
    async () => {
      const { revision = "" } = await form("moved", "reschedule");
      const taken = await host.post(`${pageOf("moved")}?/reschedule`, {
        revision,
        at: `${date}T10:15`,
      });
      assert.equal(taken.status, 409);
      assert.match(taken.text, /value="[^"]*, 10:15"/);
      for (const at of ["", "tomorrow", `${date}T25:00`]) {
        const odd = await host.post(`${pageOf("moved")}?/reschedule`, { revision, at });
        assert.equal(odd.status, 422, at);
      }
      const rescheduled = await host.post(`${pageOf("moved")}?/reschedule`, {
        revision,
        at: `${date}T20:30`,
      });
      assert.equal(rescheduled.location, `${pageOf("moved")}?notice=rescheduled`);
      assert.match((await host.get(rescheduled.location!)).text, /Meeting rescheduled/);
      assert.equal((await state("moved")).startsAt.slice(11, 16), berlin(`${date}T20:30`));
    },
  );

  await t.step("a note for oneself, which the guest never gets, keeps what was typed", async () => {
    const page = pageOf("stands");
    const { revision = "" } = await form("stands", "note");
    assert.equal(revision, "0");
    const note = "Talks <fast>\r\nand long";
    const saved = await host.post(`${page}?/note`, { revision, note });
    assert.equal(saved.location, `${page}?notice=noted`);
    assert.match((await host.get(page)).text, /Talks &lt;fast(>|&gt;)\nand long<\/textarea>/);
    const outdated = await host.post(`${page}?/note`, { revision, note: "From another tab" });
    assert.equal(outdated.status, 409);
    assert.match(outdated.text, /From another tab<\/textarea>/);
    assert.match(outdated.text, /It now says:[^]*Talks &lt;fast/);
    const long = await host.post(`${page}?/note`, { revision: "1", note: "x".repeat(2001) });
    assert.equal(long.status, 422);
    assert.match(long.text, /x{2001}<\/textarea>[^]*This is too long/);
    const guest = startVisit(program.address);
    for (
      const path of [
        `/bookings/actions/${guests["stands"]}`,
        `/v0/bookings/actions/${guests["stands"]}`,
      ]
    ) {
      assert.doesNotMatch((await guest.get(path)).text, /Talks/);
    }
  });

  await t.step("an accepted new time is said, and the page tells what its buttons do", async () => {
    const token = guests["stands"];
    const asked = await fetch(`${program.address}/v0/bookings/actions/${token}/reschedule`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({ startsAt: `${date}T12:00:00Z` }),
    });
    assert.equal(asked.status, 200);
    const { text } = await host.get(pageOf("stands"));
    assert.match(text, /Accept new time/);
    assert.match(text, /Keep current time/);
    const fields = formFields(text, /\?\/confirm$/);
    const accepted = await host.post(`${pageOf("stands")}?/confirm`, fields);
    assert.equal(accepted.location, `${pageOf("stands")}?done=${ids["stands"]}`);
    assert.match((await host.get(accepted.location!)).text, /Rescheduled: Grace Hopper, now/);
  });

  await t.step("cancel with a message, once", async () => {
    const { revision = "" } = await form("stands", "cancel");
    const fields = { revision, message: "I am ill, sorry." };
    assert.equal((await host.post(`${pageOf("stands")}?/cancel`, fields)).status, 303);
    const { status, message } = await state("stands");
    assert.deepEqual([status, message], ["CANCELLED", "I am ill, sorry."]);
    assert.equal((await host.post(`${pageOf("stands")}?/cancel`, fields)).status, 409);
  });

  await t.step("offered times stand on the guest's page and lead to the form of one", async () => {
    const propose = `${pageOf("asked")}/propose`;
    assert.match((await host.get(pageOf("asked"))).text, new RegExp(`href="${propose}"`));
    const free = /data-slot="([^"]+)"/.exec((await host.get(`${propose}?date=${date}`)).text)?.[1];
    const sending = `${propose}?send=1&picked=${free}`;
    const { revision = "", start = "" } = formFields((await host.get(sending)).text, /send=1/);
    assert.equal(Date.parse(start), Date.parse(free!));
    const none = await host.post(propose, { revision });
    assert.equal(none.status, 422);
    const fields = { revision, start, message: "Would this suit you?" };
    const outdated = await host.post(sending, { ...fields, revision: "0" });
    assert.equal(outdated.status, 409);
    assert.match(outdated.text, /Would this suit you\?<\/textarea>/);
    const proposed = await host.post(sending, fields);
    assert.equal(proposed.location, `${pageOf("asked")}?notice=proposed`);
    const guest = startVisit(program.address);
    const shown = (await guest.get(`/booking/${guests.asked}`)).text;
    assert.match(shown, /Ada Beck proposed other times/);
    const href = /href="(\/booking\/[^"]*\/reschedule\?slot=[^"#]*)/.exec(shown)?.[1] ?? "";
    const picked = formFields((await guest.get(href)).text, /slot=/);
    assert.equal((await guest.post(href, picked)).location, `/booking/${guests.asked}`);
    const { status, startsAt } = await state("asked");
    assert.deepEqual([status, Date.parse(startsAt)], ["CONFIRMED", Date.parse(start)]);
    assert.notEqual(Date.parse(startsAt), requestedAt);
  });

  await t.step("a guest who did not come is noted, and the note is taken back", async () => {
    const mark = await form("over", "noShow");
    assert.equal(mark.noShow, "yes");
    assert.equal((await host.post(`${pageOf("over")}?/noShow`, mark)).status, 303);
    assert.match((await host.get(pageOf("over"))).text, /No-show/);
    assert.match((await host.get("/dashboard/bookings.csv")).text, /,yes,/);
    const undo = await form("over", "noShow");
    assert.equal(undo.noShow, "no");
    assert.equal((await host.post(`${pageOf("over")}?/noShow`, undo)).status, 303);
    assert.match((await host.get(pageOf("over"))).text, /No-show undone/);
  });

  await t.step("the inbox search finds words and their beginnings", async () => {
    assert.match((await host.get("/dashboard?q=hopp+grace")).text, /4 bookings found/);
    assert.match((await host.get("/dashboard?q=grace&status=CANCELLED")).text, /1 booking found/);
    assert.match((await host.get("/dashboard?q=nobody")).text, /0 bookings found/);
  });
});

/** A wall-clock time of Berlin as UTC shows it. */
function berlin(wall: string): string {
  const instant = Temporal.PlainDateTime.from(wall).toZonedDateTime("Europe/Berlin");
  return instant.toInstant().toString().slice(11, 16);
}
