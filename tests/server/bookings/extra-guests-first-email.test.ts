/** The first email that an extra guest gets about a meeting is its invitation, whatever has happened to it since. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { Email } from "$lib/server/email/email.ts";
import { EmailError } from "$lib/server/email/errors.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getSeries } from "$lib/server/store/bookings.ts";
import { granted } from "../../support/granted.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addEventType, ask, mondayTen, town } from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

const alan = "alan@example.net";

/** A mail server that keeps what it is given, and can be away. */
function mailbox() {
  const state = { isAway: false };
  const sent: Email[] = [];
  let kept: Email[] = [];
  const sendMail = (email: Email) => {
    if (state.isAway) return Promise.reject(new EmailError("unreachable"));
    return Promise.resolve(void sent.push(email));
  };
  /** What is due by then, and what Alan got of it: subjects with method and SEQUENCE. */
  const toAlan = async (app: TestApp, after = 0) => {
    app.at(app.now() + after);
    await runDue(app);
    // An email waits a few seconds for an invitation that is being sent at the same time.
    app.at(app.now() + 10_000);
    await runDue(app);
    kept = sent.splice(0).filter(({ to }) => to.address === alan);
    return kept.map(({ subject, invitation }) => {
      const sequence = /^SEQUENCE:(\d)/m.exec(invitation?.content ?? "")?.[1];
      return `${subject.split(":")[0]} ${invitation?.method} ${sequence}`;
    });
  };
  const last = () => kept.at(-1);
  return { state, sendMail, toAlan, last };
}

/** Ada with a booking that brings Alan along, and what she can do to it. */
async function stage(decision: "approval" | "instant") {
  const mail = mailbox();
  const { app, host } = await town({
    app: { sendMail: mail.sendMail },
    type: { slug: "open", allowExtraGuests: true, whenCalendarStale: "ignore", decision },
  });
  const { id } = (await ask(app, { slug: "open", extraGuests: [alan] })).booking;
  const taken = (outcome: { ok: boolean }) => assert(outcome.ok, JSON.stringify(outcome));
  const byHost = { actor: "host" as const, hostId: host.id, force: true };
  const move = async (hours: number) =>
    taken(
      await bookings.reschedule(app, id, {
        by: byHost,
        start: mondayTen + hours * HOUR,
        revision: null,
        key: null,
      }),
    );
  const place = async (value: string) => {
    const location = { kind: "address" as const, value };
    taken(await bookings.setLocation(app, id, { hostId: host.id, location, revision: null }));
  };
  const confirm = async () => {
    const given = { hostId: host.id, revision: 1, message: "", force: true };
    taken(await bookings.confirm(app, id, given));
  };
  const cancel = async () =>
    taken(await bookings.cancel(app, id, { by: byHost, reason: "", revision: null }));
  const bring = async (...guests: string[]) =>
    taken(await bookings.changeExtraGuests(app, id, { guests, revision: null }));
  const toAlan = (after?: number) => mail.toAlan(app, after);
  return { app, mail: mail.state, move, place, confirm, cancel, bring, toAlan };
}

for (const event of ["move", "place"] as const) {
  Deno.test(`the host vouches for an instant booking with a ${event}: an invitation, later a change`, async () => {
    const scene = await stage("instant");
    assert.deepEqual(await scene.toAlan(), [], "its guest has not verified their address");
    if (event === "move") await scene.move(1);
    else await scene.place("Gasse 1");
    const sequence = event === "move" ? 1 : 0;
    assert.deepEqual(await scene.toAlan(), [`Invitation REQUEST ${sequence}`]);
    await scene.move(2);
    assert.deepEqual(await scene.toAlan(MINUTE), [`Changed REQUEST ${sequence + 1}`]);
  });
}

Deno.test("an invitation that the mail server has not taken yet is what the next event sends", async () => {
  const scene = await stage("approval");
  scene.mail.isAway = true;
  await scene.confirm();
  assert.deepEqual(await scene.toAlan(), []);
  await scene.move(1);
  assert.deepEqual(await scene.toAlan(MINUTE), []);
  await scene.move(2);
  scene.mail.isAway = false;
  assert.deepEqual(await scene.toAlan(MINUTE), ["Invitation REQUEST 2"]);
  await scene.move(3);
  assert.deepEqual(await scene.toAlan(MINUTE), ["Changed REQUEST 3"]);
});

Deno.test("a place that changes before the invitation is out stands in it, and is told once", async () => {
  const scene = await stage("approval");
  scene.mail.isAway = true;
  await scene.confirm();
  await scene.toAlan();
  await scene.place("Gasse 1");
  await scene.toAlan();
  scene.mail.isAway = false;
  assert.deepEqual(await scene.toAlan(HOUR), ["Invitation REQUEST 0"]);
});

Deno.test("who was never written to is told neither a cancellation nor a removal", async () => {
  for (const end of ["cancel", "remove"] as const) {
    const scene = await stage("approval");
    using _ = scene.app;
    await scene.confirm();
    if (end === "cancel") await scene.cancel();
    else await scene.bring();
    assert.deepEqual(await scene.toAlan(MINUTE), [], end);
  }
});

Deno.test("an invitation that was tried may have arrived: its end is told", async () => {
  const scene = await stage("approval");
  scene.mail.isAway = true;
  await scene.confirm();
  await scene.toAlan();
  await scene.cancel();
  scene.mail.isAway = false;
  assert.deepEqual(await scene.toAlan(MINUTE), ["Cancelled CANCEL 1"]);
});

Deno.test("who is removed and brought along again is invited again, also by the event that follows", async () => {
  const scene = await stage("approval");
  await scene.confirm();
  assert.deepEqual(await scene.toAlan(MINUTE), ["Invitation REQUEST 0"]);
  scene.app.at(scene.app.now() + MINUTE);
  await scene.bring();
  assert.deepEqual(await scene.toAlan(MINUTE), ["No longer invited CANCEL 0"]);
  scene.app.at(scene.app.now() + MINUTE);
  scene.mail.isAway = true;
  await scene.bring(alan);
  assert.deepEqual(await scene.toAlan(), []);
  scene.app.at(scene.app.now() + MINUTE);
  await scene.move(1);
  scene.mail.isAway = false;
  assert.deepEqual(await scene.toAlan(MINUTE), ["Invitation REQUEST 1"]);
});

Deno.test("team: another member, or one fewer, before the invitation was ever sent", async () => {
  for (const mode of ["round-robin", "collective"] as const) {
    const mail = mailbox();
    const scene = await teamTown({ app: { sendMail: mail.sendMail }, terms: { mode } });
    using app = scene.app;
    const [ada, ben] = scene.hosts;
    const hosts = mode === "collective" ? scene.hosts : [ada!];
    const change: Partial<Booking> = { extraGuests: [alan], mayInvite: false };
    const { id } = await addTeamBooking(scene, hosts, { isConfirmed: true, change });
    assert.deepEqual(await mail.toAlan(app), [], mode);
    const by = { hostId: ada!.id };
    granted(
      mode === "collective"
        ? await bookings.withdraw(app, id, { hostId: ben!.id, by: "host", revision: null })
        : await bookings.reassign(app, id, { by, from: ada!.id, to: ben!.id, revision: null }),
    );
    const sequence = mode === "collective" ? 0 : 1;
    assert.deepEqual(await mail.toAlan(app, MINUTE), [`Invitation REQUEST ${sequence}`], mode);
  }
});

Deno.test("series: dates moved before their invitation went out are one invitation; the next move a change", async () => {
  const mail = mailbox();
  const { app, host } = await repeatingTown({ app: { sendMail: mail.sendMail } });
  const wide = { seriesDates: 4, bookingWindowDays: 365, allowExtraGuests: true };
  await addEventType(app, host, { slug: "course", decision: "instant", ...wide });
  const type = await getEventTypeBySlug(app.kv, host.id, "course");
  await app.kv.set(keys.eventType(host.id, type!.id), { ...type!, ...wide });
  const asked = seriesRequest({}, { slug: "course", extraGuests: [alan] });
  const booked = await granted(bookings.request(app, asked));
  const dates = () => getSeries(app.kv, booked.booking.series!.id);
  const by = { actor: "host" as const, hostId: host.id, force: true };
  const moveAll = async (hours: number) => {
    const [first] = await dates();
    const start = mondayTen + hours * HOUR;
    await bookings.rescheduleFrom(app, first!, { by, start, revision: null });
  };
  await moveAll(1);
  app.at(app.now() + 1000);
  await moveAll(2);
  assert.deepEqual(await mail.toAlan(app, HOUR), ["Invitation PUBLISH 2"]);
  await moveAll(3);
  assert.deepEqual(await mail.toAlan(app, HOUR), ["Changed PUBLISH 3"]);
  const [, second] = await dates();
  assert((await bookings.cancel(app, second!.id, { by, reason: "", revision: null })).ok);
  assert.deepEqual(await mail.toAlan(app, HOUR), ["Cancelled CANCEL 4"]);
  const [, , third, fourth] = await dates();
  for (const { id } of [third!, fourth!]) {
    const removal = { hostId: host.id, address: alan, revision: null };
    assert((await bookings.removeExtraGuest(app, id, removal)).ok);
  }
  assert.deepEqual(await mail.toAlan(app, HOUR), ["No longer invited PUBLISH 3"]);
  const file = mail.last()!.invitation!.content;
  assert.deepEqual(file.match(/STATUS:\w+/g), ["STATUS:CANCELLED", "STATUS:CANCELLED"]);
  await moveAll(4);
  const [first] = await dates();
  await bookings.cancelFrom(app, first!, { by, reason: "", revision: null });
  assert.deepEqual(await mail.toAlan(app, HOUR), ["Cancelled CANCEL 5"]);
});
