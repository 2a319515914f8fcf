import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import type { TestApp } from "../../support/test-app.ts";
import { readByOthers } from "../../support/icalendar/icalendar-readers.ts";
import { otherProgram } from "../../support/caldav/other-client.ts";
import { granted } from "../../support/granted.ts";
import { addHost, ask, mondayTen, outboxOf } from "../../support/town.ts";
import { requires } from "../../support/required-programs.ts";
import { connected } from "../../support/caldav/radicale.ts";

/** Request, confirm, a guest's move with the host's yes, cancel; after each step what is due is done. */
async function live(app: TestApp, hostId: string, step: (what: string) => Promise<void>) {
  const jobs = openJobRunner(app, jobHandlers);
  const happened = async (what: string) => {
    await jobs.drain();
    await step(what);
  };
  const decide = async (id: string, revision: number) => {
    return await granted(
      bookings.confirm(app, id, { hostId, revision, message: "", force: false }),
    );
  };
  try {
    const { booking } = await ask(app, { username: "beck" });
    await happened("requested");
    const { revision } = await decide(booking.id, booking.revision);
    await happened("confirmed");
    const start = mondayTen + 3 * HOUR;
    const by = { actor: "guest" } as const;
    const outcome = await granted(
      bookings.reschedule(app, booking.id, { by, start, revision, key: null }),
    );
    await happened("reschedule-requested");
    const rescheduled = await decide(booking.id, outcome.revision);
    await happened("rescheduled");
    await granted(bookings.cancel(app, booking.id, {
      by: { actor: "host", hostId },
      reason: "",
      revision: rescheduled.revision,
    }));
    await happened("cancelled");
    return booking;
  } finally {
    await jobs.stop(1_000);
  }
}

Deno.test(
  "whole life: two readers see one UID, growing SEQUENCE, right METHOD; one event, then none",
  requires("radicale"),
  async () => {
    await using given = await connected();
    if (!given) return;
    const { app, radicale, input } = given;
    const host = await addHost(app, { preferredUsername: "beck" });
    await granted(connections.connectCaldav(app, host.id, input));
    const written = (await getHost(app.kv, host.id))?.targetCalendar?.calendarId;
    assert(written);
    const emails = outboxOf(app);
    const inbox = await radicale.makeCalendar("bob", "inbox");

    const programs = { alice: await otherProgram("alice"), bob: await otherProgram("bob") };
    if (!programs.alice || !programs.bob) return;
    const { alice, bob } = programs;
    const at = (calendar: string) => new URL(calendar, radicale.address).href;
    const first = { start: mondayTen, end: mondayTen + HOUR / 2, sequence: 0 };
    const later = { start: first.start + 3 * HOUR, end: first.end + 3 * HOUR, sequence: 1 };
    const stands: Record<string, typeof first[]> = {
      requested: [],
      confirmed: [first],
      "reschedule-requested": [first],
      rescheduled: [later],
      cancelled: [],
    };
    const uids = new Set<string>();
    let taken = 0;
    const booking = await live(app, host.id, async (what) => {
      const toGuest = emails.slice(taken).filter(({ to }) => to.address === "grace@example.com");
      taken = emails.length;
      // Bob's own calendar program does what the email says; both calendars are read by it, not by us.
      for (const { invitation } of toGuest) {
        if (!invitation) continue;
        const uid = /^UID:(.+)\r$/m.exec(invitation.content)![1]!;
        await bob.take(at(inbox), uid, invitation.content);
      }
      for (const events of [await alice.read(at(written)), await bob.read(at(inbox))]) {
        assert.deepEqual(events.map(({ uid: _, ...event }) => event), stands[what], what);
        for (const { uid } of events) uids.add(uid);
      }
    });

    assert.deepEqual([...uids], [booking.uid]);

    for (const address of ["grace@example.com", "ada@example.org"]) {
      const invitations = emails.filter(({ to }) => to.address === address)
        .flatMap(({ invitation }) => invitation ? [invitation] : []);
      assert.deepEqual(invitations.map(({ method }) => method), ["REQUEST", "REQUEST", "CANCEL"]);
      const all = await readByOthers(invitations.map(({ content }) => content));
      const starts = [mondayTen, mondayTen + 3 * HOUR, mondayTen + 3 * HOUR];
      for (const [i, [one, other]] of (all ?? []).entries()) {
        assert.equal(one.method, invitations[i]!.method);
        for (const reader of [one, other]) {
          assert.deepEqual(reader.errors, []);
          assert.equal(reader.uid, booking.uid);
          assert.equal(reader.sequence, i);
          assert.deepEqual([reader.start, reader.end], [starts[i], starts[i]! + HOUR / 2]);
        }
      }
    }
  },
);
