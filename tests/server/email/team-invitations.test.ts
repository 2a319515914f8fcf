import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { withdrawMember } from "$lib/scheduling/team-transitions.ts";
import { change } from "$lib/server/changes/change.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { Email } from "$lib/server/email/email.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { granted } from "../../support/granted.ts";
import { readByOthers } from "../../support/icalendar/icalendar-readers.ts";
import { requires } from "../../support/required-programs.ts";
import {
  addTeamBooking,
  type TeamTown,
  teamTown,
  type TeamTownOptions,
} from "../../support/team-town.ts";
import { configuredApp, mondayTen, outboxOf } from "../../support/town.ts";

const guest = "grace@example.com";

/** The town with a mail server, whose emails are kept. */
async function mailingTown(options: TeamTownOptions) {
  const app = await configuredApp(), emails = outboxOf(app);
  const from = { name: "Invito", address: "invito@mill.example" };
  const smtp = { host: "mail.example", port: 25, user: "", password: "", from };
  Object.assign(app.settings, { smtp });
  const town = await teamTown({ ...options, on: app });
  const jobs = openJobRunner(app, jobHandlers);
  return { town, emails, jobs };
}

/** What two programs read in the invitations that this address got, oldest first. */
async function readBy(emails: Email[], address: string) {
  const sent = emails.filter(({ to }) => to.address === address)
    .flatMap(({ invitation }) => invitation ? [invitation.content] : []);
  return (await readByOthers(sent) ?? []).map(([one, other]) => {
    assert.deepEqual([...one.errors, ...other.errors], []);
    assert.equal(other.restrictions, true, "libical finds the restrictions of RFC 5546 kept");
    assert.deepEqual([other.uid, other.sequence], [one.uid, one.sequence]);
    assert.deepEqual(other.attendees.map(([name]) => name), one.attendees.map(([name]) => name));
    assert.equal(one.organizer, "mailto:invito@mill.example");
    const { method, sequence, uid, status } = one;
    const attendees = other.attendees.map((each) => each.join(" ").replace("mailto:", ""));
    return { method, sequence, uid, status, attendees };
  });
}

const invited = (name: string) => `${name} accepted reqparticipant`;

async function confirm({ app }: TeamTown, id: string, hostId: string, revision: number) {
  await granted(bookings.confirm(app, id, { hostId, revision, message: "", force: false }));
}

Deno.test(
  "a reassignment, two readers: one UID, growing SEQUENCE, and a CANCEL only to who gave it away",
  requires("icalendar-readers"),
  async () => {
    const { town, emails, jobs } = await mailingTown({});
    const { app } = town;
    const [ada, ben] = town.hosts;
    const { id, uid, revision } = await addTeamBooking(town, [ada!]);
    await confirm(town, id, ada!.id, revision);
    await jobs.drain();
    await granted(bookings.reassign(app, id, {
      by: { hostId: ada!.id },
      from: ada!.id,
      to: ben!.id,
      revision: null,
    }));
    await jobs.drain();
    const by = { actor: "guest" } as const;
    assert((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
    await jobs.drain();
    await jobs.stop(1_000);

    const withAda = [invited(guest), invited("ada@example.org")];
    const withBen = [invited(guest), invited("ben@example.org")];
    const toGuest = await readBy(emails, guest);
    if (toGuest.length === 0) return;
    assert.deepEqual(toGuest, [
      { method: "REQUEST", sequence: 0, uid, status: "CONFIRMED", attendees: withAda },
      { method: "REQUEST", sequence: 1, uid, status: "CONFIRMED", attendees: withBen },
      { method: "CANCEL", sequence: 2, uid, status: "CANCELLED", attendees: withBen },
    ]);
    assert.deepEqual(await readBy(emails, "ada@example.org"), [
      { method: "REQUEST", sequence: 0, uid, status: "CONFIRMED", attendees: withAda },
      {
        method: "CANCEL",
        sequence: 1,
        uid,
        status: null,
        attendees: [invited("ada@example.org")],
      },
    ]);
    assert.deepEqual(await readBy(emails, "ben@example.org"), toGuest.slice(1));
    assert.deepEqual(await readBy(emails, "cleo@example.org"), []);
  },
);

Deno.test(
  "a collective, two readers: everybody in each invitation, optional members and who declined",
  requires("icalendar-readers"),
  async () => {
    const { town, emails, jobs } = await mailingTown({
      terms: { mode: "collective" },
      members: { cleo: { isOptional: true } },
    });
    const { app } = town;
    const [ada, ben, cleo] = town.hosts;
    const { id, uid, revision } = await addTeamBooking(town, town.hosts);
    await confirm(town, id, ada!.id, revision);
    await jobs.drain();
    await granted(change(app, id, {
      decide: (was, now) =>
        accepted({
          booking: withdrawMember(was, now, "calendar", ben!.id),
          event: "member-withdrew",
          hosts: [ada!.id, cleo!.id],
        }),
    }));
    await jobs.drain();
    await granted(bookings.reschedule(app, id, {
      by: { actor: "host", hostId: ada!.id, force: false },
      start: mondayTen + 2 * HOUR,
      revision: null,
      key: null,
    }));
    await jobs.drain();
    await jobs.stop(1_000);

    const optional = "cleo@example.org accepted optparticipant";
    const all = [invited(guest), invited("ada@example.org"), invited("ben@example.org"), optional];
    const without = [
      invited(guest),
      invited("ada@example.org"),
      optional,
      "ben@example.org declined reqparticipant",
    ];
    const expected = [[0, all], [0, without], [1, without]].map(([sequence, attendees]) => ({
      method: "REQUEST",
      sequence,
      uid,
      status: "CONFIRMED",
      attendees,
    }));
    const toGuest = await readBy(emails, guest);
    if (toGuest.length === 0) return;
    assert.deepEqual(toGuest, expected);
    for (const name of ["ada", "cleo"]) {
      assert.deepEqual(await readBy(emails, `${name}@example.org`), expected, name);
    }
    assert.deepEqual(await readBy(emails, "ben@example.org"), expected.slice(0, 1));
  },
);
