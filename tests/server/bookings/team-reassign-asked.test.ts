/** A confirmed meeting with another time requested is given to another member: they are asked in time. */
import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { bookedTeam } from "$lib/server/changes/new-booking.ts";
import { isSuperseded } from "$lib/server/jobs/send-email.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

Deno.test("reassign: who gets a meeting with another time requested is asked, and it expires as before", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben] = town.hosts as [Host, Host];
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  const start = mondayTen + 3 * HOUR;
  const by = { actor: "guest" as const };
  const asked = await granted(
    bookings.reschedule(app, was.id, { by, start, revision: null, key: null }),
  );
  assert(asked.rescheduleRequest);
  app.at(app.now() + 1000);
  const given = await granted(bookings.reassign(app, was.id, {
    by: "system",
    from: ada.id,
    to: ben.id,
    revision: null,
  }));
  const jobs = (await listJobsOfBooking(app.kv, was.id)).filter(({ hostId }) => hostId === ben.id);
  const emails = jobs.flatMap(({ work }) =>
    work.kind === "send-email" && !isSuperseded(work, given, app.now()) ? [work.emailKind] : []
  );
  assert(emails.includes("host-reschedule-requested"), emails.join(", "));
  assert(emails.includes("host-assigned"), emails.join(", "));
  // The deadline of the former member's account ends with the account.
  const expiry = jobs.find(({ work }) => work.kind === "expire");
  assert.equal(expiry?.dueAt, given.rescheduleRequest?.expiresAt);
});

Deno.test("reassign: a request goes to nobody who declined it, unless they are named", async () => {
  const declined = await teamTown(), { app } = declined;
  const [ada, ben, cleo] = declined.hosts as [Host, Host, Host];
  const system = { by: "system" as const, revision: null };
  const team = bookedTeam(declined.team, declined.type, { optional: [], turn: null })!;
  const request = await addTeamBooking(declined, [ada], {
    change: { team: { ...team, declinedBy: [ben.id, cleo.id] } },
  });
  const nobody = await refusal(bookings.reassign(app, request.id, {
    ...system,
    from: ada.id,
    to: "any-free",
  }));
  assert.equal(nobody.code, "taken");
  await granted(bookings.reassign(app, request.id, { ...system, from: ada.id, to: ben.id }));
});
