import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { sendAgendaEmail } from "$lib/server/jobs/agenda-email.ts";
import type { Email } from "$lib/server/email/email.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { setEventType } from "$lib/server/store/event-types.ts";
import { getGuard, guardedCommit } from "$lib/server/kv/guard.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { granted } from "../../support/granted.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { configuredApp, mondayTen, outboxOf } from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

/** A confirmed collective of Ada, Ben and Cleo with a reminder an hour before; the emails, and what is due at an instant. */
async function remindedCollective() {
  const app = await configuredApp(), emails = outboxOf(app);
  const town = await teamTown({ on: app, terms: { mode: "collective" } });
  const type: EventType = {
    ...town.type,
    reminders: [{ id: "r1", side: "before", minutes: 60, to: "both" }],
  };
  const op = guardedCommit(app.kv, await getGuard(app.kv, town.team.id));
  setEventType(op, type, town.type);
  assert((await op.commit()).ok);
  const booking = await addTeamBooking({ ...town, type }, town.hosts, { isConfirmed: true });
  const sentAt = async (instant: number) => {
    app.at(instant);
    await runDue(app);
    return emails.splice(0);
  };
  await sentAt(app.now());
  return { ...town, booking, emails, sentAt };
}

const recipients = (emails: readonly Email[]) => emails.map(({ to }) => to.address).sort();

Deno.test("reminders of a collective: one to the guest, one to each member", async () => {
  const { sentAt } = await remindedCollective();
  assert.deepEqual(recipients(await sentAt(mondayTen - HOUR)), [
    "ada@example.org",
    "ben@example.org",
    "cleo@example.org",
    "grace@example.com",
  ]);
  assert.deepEqual(await sentAt(mondayTen), []);
});

Deno.test("reminders of a collective: once, too, after its first member withdrew", async () => {
  const { app, hosts, booking, sentAt } = await remindedCollective();
  const gone = { hostId: hosts[0]!.id, by: "calendar", revision: null } as const;
  await granted(bookings.withdraw(app, booking.id, gone));
  const told = await sentAt(app.now());
  assert.deepEqual(recipients(told), ["ben@example.org", "cleo@example.org", "grace@example.com"]);
  assert.match(
    told.find(({ to }) => to.address === "grace@example.com")!.subject,
    /^You’ll now meet Ben Moor and Cleo Moor/,
  );
  assert.deepEqual(recipients(await sentAt(mondayTen - HOUR)), [
    "ben@example.org",
    "cleo@example.org",
    "grace@example.com",
  ]);
});

Deno.test("daily agenda: a team's meeting is in that of each member, once, with the team's name", async () => {
  const { app, hosts, emails } = await remindedCollective();
  app.at(mondayTen - 4 * HOUR);
  for (const { id: hostId } of hosts) {
    const work = { kind: "send-agenda-email", hostId, date: "2026-11-02" } as const;
    await sendAgendaEmail(app, newJob({ hostId, work, dueAt: app.now() }, app.now()));
  }
  assert.equal(emails.length, 3);
  for (const { text } of emails) assert.equal(text.match(/Visit · The Mill/g)?.length, 1);
});
