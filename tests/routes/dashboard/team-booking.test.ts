import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { previewEmail } from "$lib/server/jobs/host-emails.ts";
import { isSuperseded } from "$lib/server/jobs/send-email.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { loadDecisionPage } from "../../../src/routes/booking/[token]/decision-page.ts";
import { reassign, teamPartOf } from "../../../src/routes/dashboard/bookings/[id]/team-part.ts";
import { countWaiting, readInbox } from "../../../src/routes/dashboard/read-inbox.ts";
import { granted } from "../../support/granted.ts";
import { sendForm } from "../../support/send-form.ts";
import { addTeamBooking, type TeamTown, teamTown } from "../../support/team-town.ts";

const collective = { mode: "collective", confirmedBy: "all" } as const;

async function confirmedBy({ app, hosts }: TeamTown, booking: Booking, i: number) {
  const decision = { hostId: hosts[i]!.id, revision: booking.revision, message: "", force: false };
  return await granted(bookings.confirm(app, booking.id, decision));
}

async function decisionPage({ app }: TeamTown, booking: Booking, hostId: string) {
  const link = await bookings.openHostLink(app, booking, hostId);
  const { view } = await loadDecisionPage(app, link, "confirm", new URL("http://localhost/"));
  return view;
}

Deno.test("decision page: who confirmed for their part waits for the others, and sees who is missing", async () => {
  const town = await teamTown({ terms: collective, members: { cleo: { isOptional: true } } });
  const { app } = town;
  const [ada, ben] = town.hosts;
  const asked = await addTeamBooking(town, town.hosts);
  assert.equal((await decisionPage(town, asked, ada!.id)).state, "open");
  const noted = await confirmedBy(town, asked, 0);
  const own = await decisionPage(town, noted, ada!.id);
  assert.equal(own.state, "waiting");
  assert.equal(own.conflictCheck, null);
  assert.deepEqual(own.team, {
    name: "The Mill",
    others: [{ name: "Ben Moor", state: "not answered yet" }, {
      name: "Cleo Moor",
      state: "optional",
    }],
  });
  const other = await decisionPage(town, noted, ben!.id);
  assert.equal(other.state, "open");
  assert.equal(other.team?.others[0]?.state, "confirmed");
  assert.equal(
    (await decisionPage(town, await confirmedBy(town, noted, 1), ada!.id)).state,
    "confirmed",
  );
  assert.equal(app.logged.length, 0);
});

Deno.test("inbox: a request waits for the members who are asked and have not confirmed", async () => {
  const town = await teamTown({ terms: collective, members: { cleo: { isOptional: true } } });
  const { app } = town;
  const waiting = () =>
    Promise.all(town.hosts.map(({ id }) => countWaiting(app.kv, id, app.now())));
  const asked = await addTeamBooking(town, town.hosts);
  assert.deepEqual(await waiting(), [1, 1, 0]);
  await confirmedBy(town, asked, 0);
  assert.deepEqual(await waiting(), [0, 1, 0]);
  const { pending } = await readInbox(app.kv, town.hosts[0]!.id, "now", app.now(), null);
  assert.deepEqual(pending, []);
});

Deno.test("booking page: a member gives their own place, a manager anybody's, to those who are free", async () => {
  const town = await teamTown({ terms: { mode: "collective" } }), { app } = town;
  const [ada, ben, cleo] = town.hosts;
  const booking = await addTeamBooking(town, [ada!, ben!]);
  const names = (each: readonly { name: string }[] | undefined) => each?.map(({ name }) => name);
  const own = await teamPartOf(app, booking, ben!);
  assert.deepEqual(names(own?.give?.from), ["Ben Moor"]);
  assert.deepEqual(names(own?.give?.to), ["Cleo Moor"]);
  assert.equal(own?.decidesForAll, false);
  const managed = await teamPartOf(app, booking, ada!);
  assert.deepEqual(names(managed?.give?.from), ["Ada Moor", "Ben Moor"]);

  const fields = { from: ben!.id, to: cleo!.id, revision: "1" };
  const sent = sendForm(reassign, { app, host: ben!, params: { id: booking.id } }, fields);
  await assert.rejects(sent, { status: 303, location: "/dashboard" });
  assert.deepEqual((await getBooking(app.kv, booking.id))?.hosts, [ada!.id, cleo!.id]);
});

Deno.test("booking page: nobody is offered a place in a meeting that has begun", async () => {
  const town = await teamTown(), { app } = town;
  const booking = await addTeamBooking(town, [town.hosts[1]!], { isConfirmed: true });
  app.at(booking.start);
  assert.equal((await teamPartOf(app, booking, town.hosts[1]!))?.give, null);
});

Deno.test("host-released: who gave a meeting away is told, whatever becomes of it, and reads no other email", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben] = town.hosts;
  const booking = await addTeamBooking(town, [ada!], { isConfirmed: true });
  await granted(bookings.reassign(app, booking.id, {
    by: { hostId: ada!.id },
    from: ada!.id,
    to: ben!.id,
    revision: null,
  }));
  const readable = async (emailKind: string) => {
    const jobs = await listJobsOfBooking(app.kv, booking.id);
    const job = jobs.find(({ work, hostId }) =>
      work.kind === "send-email" && work.emailKind === emailKind && hostId === ada!.id
    );
    return (await previewEmail(app, ada!.id, job!.id))?.rendered?.email.subject ?? null;
  };
  assert.equal(await readable("guest-confirmed"), null);
  assert.match(await readable("host-released") ?? "", /^No longer yours/);
  const over = await granted(bookings.cancel(app, booking.id, {
    by: { actor: "guest" },
    reason: "",
    revision: null,
  }));
  const emails = (await listJobsOfBooking(app.kv, booking.id)).flatMap(({ work }) =>
    work.kind === "send-email" ? [work] : []
  );
  const isOutdated = Object.fromEntries(
    emails.map((work) => [work.emailKind, isSuperseded(work, over, app.now())]),
  );
  assert.equal(isOutdated["host-released"], false);
  assert.equal(isOutdated["host-assigned"], true);
  assert.equal(isOutdated["guest-cancelled"], false);
});
