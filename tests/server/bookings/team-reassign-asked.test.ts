/** A confirmed meeting with another time requested is given to another member: they are asked in time. */
import assert from "node:assert/strict";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { isSuperseded } from "$lib/server/jobs/send-email.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { addTeamBooking, bookedTeam, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

const HOUR = 3_600_000;

Deno.test("reassign: who gets a meeting with another time requested is asked, and it expires as before", async () => {
  const town = await teamTown();
  using app = town.app;
  const [ada, ben] = town.hosts as [Host, Host];
  const was = await addTeamBooking(town, [ada], { isConfirmed: true });
  const start = mondayTen + 3 * HOUR;
  const by = { actor: "guest" as const };
  const asked = await bookings.reschedule(app, was.id, { by, start, revision: null, key: null });
  assert(asked.ok && asked.value.rescheduleRequest, JSON.stringify(asked));
  app.at(app.now() + 1000);
  const given = await bookings.reassign(app, was.id, {
    by: "system",
    from: ada.id,
    to: ben.id,
    revision: null,
  });
  assert(given.ok, JSON.stringify(given));
  const jobs = (await listJobsOfBooking(app.kv, was.id)).filter(({ hostId }) => hostId === ben.id);
  const emails = jobs.flatMap(({ work }) =>
    work.kind === "send-email" && !isSuperseded(work, given.value, app.now())
      ? [work.emailKind]
      : []
  );
  assert(emails.includes("host-reschedule-requested"), emails.join(", "));
  assert(emails.includes("host-assigned"), emails.join(", "));
  // The deadline of the former member's account ends with the account.
  const expiry = jobs.find(({ work }) => work.kind === "expire");
  assert.equal(expiry?.dueAt, given.value.rescheduleRequest?.expiresAt);
});

Deno.test("reassign: a request goes to nobody who declined it, unless they are named", async () => {
  const declined = await teamTown();
  using app = declined.app;
  const [ada, ben, cleo] = declined.hosts as [Host, Host, Host];
  const system = { by: "system" as const, revision: null };
  const team = bookedTeam(declined.team, declined.type, [ada]);
  const request = await addTeamBooking(declined, [ada], {
    change: { team: { ...team, declinedBy: [ben.id, cleo.id] } },
  });
  const nobody = await bookings.reassign(app, request.id, {
    ...system,
    from: ada.id,
    to: "any-free",
  });
  assert.equal(!nobody.ok && nobody.refusal.code, "taken");
  const named = await bookings.reassign(app, request.id, { ...system, from: ada.id, to: ben.id });
  assert(named.ok, JSON.stringify(named));
});
