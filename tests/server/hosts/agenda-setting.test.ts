import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { edit } from "$lib/server/hosts/profile.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import {
  addEventType,
  addHost,
  ask,
  bookingRequest,
  configuredApp,
  mondayTen,
  outboxOf,
} from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

/** Monday, 2 November 2026, seven in Berlin. */
const mondaySeven = mondayTen - 3 * HOUR;

/** Ada, who wants her day at seven, and has a coffee with Grace on Monday at ten. */
async function planned(at: number | null = 420) {
  const app = await configuredApp();
  const sent = outboxOf(app);
  const host = await addHost(app);
  await addEventType(app, host, {
    slug: "coffee",
    title: "Coffee",
    decision: "instant",
    location: { kind: "address", value: "Torstraße 12" },
  });
  const book = async (start: number) => {
    const booked = await ask(app, { slug: "coffee", start });
    return booked.booking;
  };
  const booking = await book(mondayTen);
  const wants = async (minutes: number | null) => {
    const { name, zone, hourCycle, revision } = (await getHost(app.kv, host.id))!;
    const input = { name, zone, hourCycle, agendaMinute: minutes };
    assert((await edit(app, host.id, revision, input)).ok);
  };
  await wants(at);
  /** Wakes the program at an instant; answers the subjects of the agendas that it sent. */
  const wakeAt = async (instant: number) => {
    app.at(instant);
    await runDue(app);
    return sent.splice(0).filter(({ messageId }) => messageId.startsWith("<agenda."));
  };
  assert.deepEqual(await wakeAt(app.now()), []);
  return { app, host, book, booking, wants, wakeAt };
}

Deno.test("agenda: goes out at its time, once a day, with the meetings of the day in the host's zone", async () => {
  const { wakeAt } = await planned();
  assert.deepEqual(await wakeAt(mondaySeven - 1), []);
  const [email, more] = await wakeAt(mondaySeven);
  assert(email && !more);
  assert.equal(email.to.address, "ada@example.org");
  assert.equal(email.subject, "Monday, 2 November 2026: 1 meeting");
  assert.match(email.text, /10:00–10:30: +Coffee: Grace Hopper\n +Torstraße 12/);
  assert.deepEqual(await wakeAt(mondaySeven + HOUR), []);
});

Deno.test("agenda: nothing goes out on a day without meetings, or when its meetings are cancelled", async () => {
  const { app, host, booking, wakeAt } = await planned();
  const by = { actor: "host" as const, hostId: host.id };
  assert((await bookings.cancel(app, booking.id, { by, reason: "", revision: null })).ok);
  assert.deepEqual(await wakeAt(mondaySeven), []);
  assert.deepEqual(await wakeAt(mondaySeven + DAY), []);
});

Deno.test("agenda: who sleeps through the hour sends it late while something is to come, and not afterwards", async () => {
  const late = await planned();
  assert.equal((await late.wakeAt(mondayTen)).length, 1);
  const tooLate = await planned();
  assert.deepEqual(await tooLate.wakeAt(mondayTen + HOUR), []);
  await tooLate.book(mondayTen + DAY);
  assert.equal((await tooLate.wakeAt(mondaySeven + DAY)).length, 1);
});

Deno.test("agenda: after another hour, off and on, another zone, no date is sent twice, no hour missed", async () => {
  const { book, wants, wakeAt } = await planned();
  await book(mondayTen + 4 * HOUR);
  assert.equal((await wakeAt(mondaySeven)).length, 1);
  await wants(480);
  assert.deepEqual(await wakeAt(mondaySeven + HOUR), []);
  await wants(null);
  assert.deepEqual(await wakeAt(mondaySeven + 2 * HOUR), []);
  await wants(600);
  assert.deepEqual(await wakeAt(mondayTen), []);

  await wants(540);
  assert.deepEqual(await wakeAt(mondayTen + 1), []);
});

Deno.test("agenda: follows its host to another zone, east or west", async () => {
  const { app, host, book, wakeAt } = await planned();
  await book(mondayTen + DAY);
  await book(mondayTen + 2 * DAY);
  assert.equal((await wakeAt(mondaySeven)).length, 1);
  const goTo = async (zone: string) => {
    const { name, revision } = (await getHost(app.kv, host.id))!;
    assert((await profile.edit(app, host.id, revision, { name, zone, hourCycle: 24 })).ok);
  };
  await goTo("Asia/Tokyo");
  const tuesdayInTokyo = mondaySeven + DAY - 8 * HOUR;
  assert.deepEqual(await wakeAt(tuesdayInTokyo - 1), []);
  assert.equal((await wakeAt(tuesdayInTokyo)).length, 1);
  await goTo("America/New_York");
  assert.deepEqual(await wakeAt(mondaySeven + DAY + 6 * HOUR), [], "Tuesday is told already");
  assert.deepEqual(await wakeAt(mondaySeven + 2 * DAY), []);
  await book(mondayTen + 2 * DAY + 5 * HOUR);
  assert.equal((await wakeAt(mondaySeven + 2 * DAY + 6 * HOUR)).length, 1);
});

Deno.test("agenda: what a mail server did not take all day is worth nothing tomorrow", async () => {
  const { app, book, wakeAt } = await planned();
  await book(mondayTen + DAY);
  const { sendMail } = app;
  app.sendMail = () => Promise.reject(new Error("the server is away"));
  assert.deepEqual(await wakeAt(mondaySeven), []);
  app.sendMail = sendMail;
  const sent = await wakeAt(mondaySeven + DAY);
  assert.deepEqual(sent.map(({ subject }) => subject), ["Tuesday, 3 November 2026: 1 meeting"]);
});

Deno.test("agenda: switched off, no job is stored; switched on after its hour, it begins tomorrow", async () => {
  const { book, wants, wakeAt } = await planned(null);
  assert.deepEqual(await wakeAt(mondaySeven + HOUR), []);
  await wants(420);
  assert.deepEqual(await wakeAt(mondaySeven + HOUR + 1), []);
  await book(mondayTen + DAY);
  assert.equal((await wakeAt(mondaySeven + DAY)).length, 1);
});

Deno.test("agenda: with very many meetings at one time the email still has the rest of the day", async () => {
  const { app, host, wakeAt } = await planned();
  const type = { slug: "talk", title: "Talk", seats: 100, decision: "instant" as const };
  await addEventType(app, host, { ...type, slotInterval: 30, durations: [30] });
  await addEventType(app, host, {
    slug: "late",
    title: "Late",
    decision: "instant",
    durations: [30],
  });
  const guest = bookingRequest().guest;
  for (let i = 0; i < 100; i++) {
    const start = mondayTen + HOUR;
    const each = { ...guest, name: `Guest ${i}`, email: `guest${i}@example.com` };
    await ask(app, { slug: "talk", start, guest: each });
  }
  await ask(app, { slug: "late", start: mondayTen + 3 * HOUR });
  const [email] = await wakeAt(mondaySeven);
  assert.match(email!.text, /Guest\s+99/);
  assert.match(email!.text, /Late: Grace Hopper/);
  assert.match(email!.subject, /3 meetings/);
});

Deno.test("agenda: its time is set under the guard, as every change of a host's record", async () => {
  const { app, host, wants } = await planned();
  const before = await getGuard(app.kv, host.id);
  await wants(null);
  assert.notEqual((await getGuard(app.kv, host.id)).versionstamp, before.versionstamp);
});
