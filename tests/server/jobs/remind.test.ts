import assert from "node:assert/strict";
import type { Reminder } from "$lib/scheduling/reminders.ts";
import * as bookings from "$lib/server/bookings.ts";
import * as eventTypes from "$lib/server/event-types.ts";
import { openRunner } from "$lib/server/jobs/run.ts";
import { doings } from "$lib/server/jobs/work.ts";
import * as letterWords from "$lib/server/letter-words.ts";
import type { Letter } from "$lib/server/mail/letter.ts";
import * as reminders from "$lib/server/reminders.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { countKept } from "$lib/server/store/letters.ts";
import { noon } from "../../support/app.ts";
import { aWorkshop } from "../../support/a-workshop.ts";
import { ada, aWish, installation, mondayTen } from "../../support/installation.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const end = mondayTen + HOUR / 2;

type Wish = Omit<Reminder, "id">;
const before = (minutes: number, to: Wish["to"] = "guest"): Wish => ({
  side: "before",
  minutes,
  to,
});
const after = (minutes: number, to: Wish["to"] = "guest"): Wish => ({ side: "after", minutes, to });

/** Grace's meeting with Ada on Monday at ten, agreed on Sunday at noon UTC; what was sent is told apart by subject. */
async function agreed(wishes: Wish[], options: { mail?: "none" } = {}) {
  const app = await installation();
  const sent: Letter[] = [];
  if (options.mail !== "none") app.sendMail = (letter) => Promise.resolve(void sent.push(letter));
  const host = await ada(app);
  const type = (await getEventTypeBySlug(app.kv, host.id, "intro-call"))!;
  const wish = { alarm: null, reminders: wishes.map((each) => ({ ...each, id: null })) };
  const set = await reminders.set(app, host.id, type.id, type.revision, wish);
  assert(set.ok);
  const asked = await bookings.request(app, aWish());
  assert(asked.ok);
  const { booking } = asked.value;
  const yes = await bookings.confirm(app, booking.id, {
    hostId: host.id,
    revision: 1,
    message: "",
    anyway: false,
  });
  assert(yes.ok);
  /** Wakes the program at an instant; answers the reminders that it sent. */
  const at = async (instant: number) => {
    app.at(instant);
    const runner = openRunner(app, doings);
    await runner.drain();
    await runner.stop(1_000);
    return sent.splice(0)
      .filter(({ messageId }) => /^<(reminder|follow-up)\./.test(messageId))
      .map(({ subject, to }) => `${subject.split(":")[0]} to ${to.name}`);
  };
  assert.deepEqual(await at(noon), []);
  return { app, host, type: set.value, booking: yes.value, at, sent };
}

Deno.test("remind: each letter goes out at its moment, to whom it is for, once", async () => {
  const { app, at } = await agreed([before(60, "both"), before(15, "host"), after(30)]);
  using _ = app;
  assert.deepEqual(await at(mondayTen - HOUR - 1), []);
  assert.deepEqual((await at(mondayTen - HOUR)).sort(), [
    "Reminder to Ada Beck",
    "Reminder to Grace Hopper",
  ]);
  assert.deepEqual(await at(mondayTen - HOUR + 1), []);
  assert.deepEqual(await at(mondayTen - 15 * MINUTE), ["Reminder to Ada Beck"]);
  assert.deepEqual(await at(end + 30 * MINUTE - 1), []);
  assert.deepEqual(await at(end + 30 * MINUTE), ["After your meeting to Grace Hopper"]);
  assert.deepEqual(await at(end + 30 * DAY), []);
});

Deno.test("remind: who sleeps through the moment still reminds before the meeting begins, never as it has; a follow-up still goes out", async () => {
  const late = await agreed([before(600), before(60), after(5)]);
  using _ = late.app;
  assert.deepEqual(await late.at(mondayTen - MINUTE), [
    "Reminder to Grace Hopper",
    "Reminder to Grace Hopper",
  ]);
  const tooLate = await agreed([before(60), after(5)]);
  using __ = tooLate.app;
  assert.deepEqual(await tooLate.at(mondayTen), []);
  assert.deepEqual(await tooLate.at(end + 3 * DAY), ["After your meeting to Grace Hopper"]);
});

Deno.test("remind: what was due before the meeting was agreed is not sent, its confirmation has just gone out", async () => {
  const { app, at } = await agreed([before(10_080), before(60)]);
  using _ = app;
  assert.deepEqual(await at(noon + 1), []);
  assert.equal((await at(mondayTen - HOUR)).length, 1);
});

Deno.test("remind: a meeting that moves is reminded of at its new time and not at the old one; one that is cancelled never", async () => {
  const { app, host, booking, at } = await agreed([before(60), after(60)]);
  using _ = app;
  const to = mondayTen + DAY;
  const moved = await bookings.move(app, booking.id, {
    by: { actor: "host", hostId: host.id, anyway: false },
    start: to,
    revision: null,
    key: null,
  });
  assert(moved.ok);
  assert.deepEqual(await at(mondayTen - HOUR), []);
  assert.deepEqual(await at(to - HOUR), ["Reminder to Grace Hopper"]);
  const over = await bookings.cancel(app, booking.id, {
    by: { actor: "host", hostId: host.id },
    reason: "",
    revision: null,
  });
  assert(over.ok);
  assert.deepEqual(await at(to + DAY), []);
});

Deno.test("remind: no follow-up to a guest who did not come; the host has theirs", async () => {
  const { app, host, booking, at } = await agreed([after(60, "both")]);
  using _ = app;
  app.at(end);
  assert((await bookings.noShow(app, booking.id, { hostId: host.id, isNoShow: true })).ok);
  assert.deepEqual(await at(end + HOUR), ["After your meeting to Ada Beck"]);
});

Deno.test("remind: a booking keeps the times it was made with; what is taken away is not sent; a type that is deleted takes nothing along", async () => {
  const kept = await agreed([before(60), before(30)]);
  using _ = kept.app;
  const [first, second] = kept.type.reminders;
  const { app, host, type } = kept;
  const changed = await reminders.set(app, host.id, type.id, type.revision, {
    alarm: null,
    reminders: [{ ...first!, minutes: 45 }, { ...before(20), id: null }],
  });
  assert(changed.ok);
  assert.deepEqual(changed.value.reminders.map(({ id }) => id === first!.id), [true, false]);
  assert.notEqual(changed.value.reminders[1]!.id, second!.id);
  assert.equal((await kept.at(mondayTen - HOUR)).length, 1);
  for (const minutes of [45, 30, 20]) {
    assert.deepEqual(await kept.at(mondayTen - minutes * MINUTE), []);
  }
  const deleted = await agreed([before(60)]);
  using __ = deleted.app;
  assert((await eventTypes.remove(deleted.app, deleted.host.id, deleted.type.id)).ok);
  assert.equal((await deleted.at(mondayTen - HOUR)).length, 1);
});

Deno.test("remind: without a mail server nothing is kept that is worth nothing later", async () => {
  const { app, host, at } = await agreed([before(60)], { mail: "none" });
  using _ = app;
  const kept = await countKept(app.kv, host.id);
  await at(mondayTen - HOUR);
  assert.equal(await countKept(app.kv, host.id), kept);
});

Deno.test("remind: a reminder speaks in the host's words as they are when it is written", async () => {
  const { app, host, type, at, sent } = await agreed([before(60)]);
  using _ = app;
  const said = await letterWords.set(app, host.id, type.id, type.reminders[0]!.id, 0, {
    subject: "See you soon, {guest}",
    text: "Please bring your plans.\n\nWe meet at {time}.",
  });
  assert(said.ok);
  const letters: Letter[] = [];
  app.sendMail = (letter) => Promise.resolve(void letters.push(letter));
  await at(mondayTen - HOUR);
  assert.equal(sent.length, 0);
  const [letter] = letters;
  assert.equal(letter?.subject, "See you soon, Grace Hopper");
  assert.match(
    letter.text,
    /Hello Grace Hopper,\n\nPlease bring your plans.\n\nWe meet at Mon, Nov 2, 4:00 AM\.\n\n/,
  );
  assert.doesNotMatch(letter.text, /looks forward/);
});

Deno.test("remind: of guests who share a time each is reminded, and their host once", async () => {
  const workshop = await aWorkshop();
  const { app, host } = workshop;
  using _ = app;
  const sent: Letter[] = [];
  app.sendMail = (letter) => Promise.resolve(void sent.push(letter));
  const type = (await getEventTypeBySlug(app.kv, host.id, "workshop"))!;
  const wish = { alarm: null, reminders: [{ ...before(60, "both"), id: null }] };
  assert((await reminders.set(app, host.id, type.id, type.revision, wish)).ok);
  const first = await workshop.seat("Grace");
  for (const name of ["Tilda", "Radia"]) {
    app.at(app.now() + 1);
    await workshop.seat(name);
  }
  const by = { actor: "guest" as const };
  assert((await bookings.cancel(app, first.id, { by, reason: "", revision: null })).ok);
  app.at(mondayTen - HOUR);
  const runner = openRunner(app, doings);
  await runner.drain();
  await runner.stop(1_000);
  const reminded = sent.filter(({ messageId }) => messageId.startsWith("<reminder."));
  assert.deepEqual(reminded.map(({ to }) => to.name).sort(), ["Ada Beck", "Radia", "Tilda"]);
  const toHost = reminded.find(({ to }) => to.name === "Ada Beck");
  assert.match(toHost!.subject, /^Reminder: workshop with Tilda and one more, /);
  const toGuests = reminded.filter((letter) => letter !== toHost);
  for (const { subject, to } of toGuests) assert(!subject.includes("more"), to.name);
});
