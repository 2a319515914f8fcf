/** Every verb that gives a host's time, tried by an active host, by a suspended one, and by one who is suspended at its commit. */
import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { suspend } from "$lib/server/hosts/suspension.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { byGuest } from "../../support/booked-meeting.ts";
import { granted } from "../../support/granted.ts";
import { later, propose, take } from "../../support/proposed-times.ts";
import { seriesRequest } from "../../support/repeating.ts";
import { suspendedAtCommit } from "../../support/suspending-store.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";
import { agree, ask, bookingRequest, mondayTen, town } from "../../support/town.ts";
import { dumpBookings } from "../../support/dump-store.ts";

/** What gives time, and whose account is suspended meanwhile. */
interface Prepared {
  app: TestApp;
  host: Host;
  act(app: TestApp): Promise<Outcome<unknown>>;
}

const sendMail = () => Promise.resolve();

const giving: Record<string, () => Promise<Prepared>> = {
  "a guest's request": async () => ({
    ...await town(),
    act: (app) => bookings.request(app, bookingRequest()),
  }),
  "a guest's booking at once": async () => ({
    ...await town({ type: { slug: "coffee", decision: "instant" } }),
    act: (app) => bookings.request(app, bookingRequest({ slug: "coffee" })),
  }),
  "the dates of a series": async () => ({
    ...await town({ type: { slug: "lesson", seriesDates: 4, bookingWindowDays: 90 } }),
    act: (app) => bookings.request(app, seriesRequest({}, { slug: "lesson" })),
  }),
  "a private link": async () => {
    const { app, host, type } = await town({ type: { slug: "secret", privateLinkOnly: true } });
    const input = { label: "", uses: 1, until: null };
    const { hash, sealed } = await granted(privateLinks.create(app, host, type.id, input));
    const link = await app.sealer.open(sealed, `private-link:${hash}`);
    return {
      app,
      host,
      act: (at) => bookings.request(at, bookingRequest({ slug: "secret", link })),
    };
  },
  "a further seat": async () => {
    const { app, host } = await town({ type: { slug: "class", seats: 3, decision: "instant" } });
    await ask(app, { slug: "class" });
    const guest = { email: "another@example.com" };
    return {
      app,
      host,
      act: (at) => bookings.request(at, bookingRequest({ slug: "class", guest })),
    };
  },
  "a booking that the host makes": async () => {
    const { app, host, type } = await town();
    const { start, guest } = bookingRequest();
    const input = { typeId: type.id, start, minutes: null, guest, key: null };
    return { app, host, act: (at) => bookings.bookForGuest(at, host, input) };
  },
  "an address that is verified": async () => {
    const { app, host } = await town({
      app: { sendMail },
      type: { slug: "checked", requireVerifiedEmail: true },
    });
    const { booking } = await ask(app, { slug: "checked" });
    return { app, host, act: (at) => bookings.verifyGuestEmail(at, booking.id, 1) };
  },
  "an address that is verified for a booking at once": async () => {
    const { app, host } = await town({
      app: { sendMail },
      type: { slug: "checked", requireVerifiedEmail: true, decision: "instant" },
    });
    const { booking } = await ask(app, { slug: "checked" });
    return { app, host, act: (at) => bookings.verifyGuestEmail(at, booking.id, 1) };
  },
  "the host's yes": async () => {
    const { app, host } = await town();
    const { booking } = await ask(app);
    return { app, host, act: (at) => decide(at, host, booking.id, booking.revision) };
  },
  "the host's yes to another time": async () => {
    const { app, host } = await town();
    const booked = await agree(app, (await ask(app)).booking);
    const asked = await granted(
      bookings.reschedule(app, booked.id, { ...byGuest, start: later, revision: null }),
    );
    return { app, host, act: (at) => decide(at, host, asked.id, asked.revision) };
  },
  "a proposal": async () => {
    const { app, host } = await town();
    const { booking: { id, revision } } = await ask(app);
    const proposal = { hostId: host.id, revision, starts: [later], message: "" };
    return { app, host, act: (at) => bookings.propose(at, id, proposal) };
  },
  "a proposed time that the guest takes": async () => {
    const { app, host } = await town();
    const proposed = await propose(app, (await ask(app)).booking, host);
    return { app, host, act: (at) => take(at, proposed) };
  },
  "a request that the guest moves": async () => {
    const { app, host } = await town();
    const { booking } = await ask(app);
    return { app, host, act: (at) => take(at, booking) };
  },
  "another time that the guest requests": async () => {
    const { app, host } = await town();
    const booked = await agree(app, (await ask(app)).booking);
    return { app, host, act: (at) => take(at, booked) };
  },
  "a booking that the guest moves at once": async () => {
    const { app, host } = await town({ type: { slug: "coffee", decision: "instant" } });
    const { booking } = await ask(app, { slug: "coffee" });
    return { app, host, act: (at) => take(at, booking) };
  },
  "a booking that the host moves": async () => await movedBy("host"),
  "an entry that the host moves in the calendar": async () => await movedBy("calendar"),
  "a round robin of nobody else": async () => {
    const { app, hosts } = await teamTown({ names: ["ada"] });
    const input = bookingRequest({ teamSlug: "mill" });
    return { app, host: hosts[0]!, act: (at) => bookings.request(at, input) };
  },
  "a collective that needs the host": async () => {
    const { app, hosts } = await teamTown({ terms: { mode: "collective" } });
    const input = bookingRequest({ teamSlug: "mill" });
    return { app, host: hosts[1]!, act: (at) => bookings.request(at, input) };
  },
  "a booking that goes to the host": async () => {
    const stage = await teamTown(), { app, hosts: [ada, ben] } = stage;
    const { id } = await addTeamBooking(stage, [ada!], { isConfirmed: true });
    const given = { by: { hostId: ada!.id }, from: ada!.id, to: ben!.id, revision: null };
    return { app, host: ben!, act: (at) => bookings.reassign(at, id, given) };
  },
};

async function movedBy(actor: "host" | "calendar"): Promise<Prepared> {
  const { app, host } = await town();
  const { id } = await agree(app, (await ask(app)).booking);
  const by = { actor, hostId: host.id, force: true };
  const input = { by, start: mondayTen + DAY + HOUR, revision: null, key: null };
  return { app, host, act: (at) => bookings.reschedule(at, id, input) };
}

function decide(app: TestApp, { id: hostId }: Host, bookingId: string, revision: number) {
  return bookings.confirm(app, bookingId, { hostId, revision, message: "", force: true });
}

for (const [name, prepare] of Object.entries(giving)) {
  Deno.test(`suspended: ${name} is refused, also at its commit`, async () => {
    const active = await prepare();
    const allowed = await active.act(active.app);
    assert(allowed.ok, JSON.stringify(allowed));

    const before = await prepare();
    await granted(suspend(before.app, before.host.id, ""));
    await assertUnchanged(before, before.app);

    const meanwhile = await prepare();
    await assertUnchanged(meanwhile, await suspendedAtCommit(meanwhile.app, meanwhile.host));
  });
}

/** Refused, and every booking is as it was. */
async function assertUnchanged({ app, host, act }: Prepared, at: TestApp): Promise<void> {
  const was = await dumpBookings(app.kv);
  const outcome = await act(at);
  assert(!outcome.ok, "it was granted");
  const codes = ["inactive", "taken", "not-offered"];
  assert(codes.includes(outcome.refusal.code), outcome.refusal.code);
  assert.deepEqual(await dumpBookings(app.kv), was);
  assert((await getHost(app.kv, host.id))?.suspension, "it came to the commit");
}
