import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import type { Email } from "$lib/server/email/email.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import type { TestApp } from "../../support/test-app.ts";
import { connected } from "../../support/caldav/connected-host.ts";
import { readByOthers } from "../../support/icalendar/icalendar-readers.ts";
import { otherProgram } from "../../support/caldav/other-client.ts";
import { addHost, bookingRequest, mondayTen } from "../../support/town.ts";
import { requires } from "../../support/required-programs.ts";

const HOUR = 3_600_000;

/** Request, confirm, a guest's move with the host's yes, cancel; after each step what is due is done. */
async function live(app: TestApp, hostId: string, step: (what: string) => Promise<void>) {
  const jobs = openJobRunner(app, jobHandlers);
  const happened = async (what: string) => {
    await jobs.drain();
    await step(what);
  };
  const decide = async (id: string, revision: number) => {
    const yes = await bookings.confirm(app, id, { hostId, revision, message: "", force: false });
    assert(yes.ok, JSON.stringify(yes));
    return yes.value;
  };
  try {
    const requested = await bookings.request(app, bookingRequest({ username: "beck" }));
    assert(requested.ok, JSON.stringify(requested));
    const { booking } = requested.value;
    await happened("requested");
    const { revision } = await decide(booking.id, booking.revision);
    await happened("confirmed");
    const start = mondayTen + 3 * HOUR;
    const by = { actor: "guest" } as const;
    const outcome = await bookings.reschedule(app, booking.id, { by, start, revision, key: null });
    assert(outcome.ok, JSON.stringify(outcome));
    await happened("reschedule-requested");
    const rescheduled = await decide(booking.id, outcome.value.revision);
    await happened("rescheduled");
    const over = await bookings.cancel(app, booking.id, {
      by: { actor: "host", hostId },
      reason: "",
      revision: rescheduled.revision,
    });
    assert(over.ok, JSON.stringify(over));
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
    const account = await connections.connectCaldav(app, host.id, input);
    assert(account.ok, JSON.stringify(account));
    const written = (await getHost(app.kv, host.id))?.targetCalendar?.calendarId;
    assert(written);
    const emails: Email[] = [];
    app.sendMail = (email) => Promise.resolve(void emails.push(email));
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
