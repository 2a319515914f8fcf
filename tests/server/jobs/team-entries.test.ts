/** The entries of team bookings in the members' calendars at a real server. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import { writeCalendar } from "$lib/server/jobs/write-calendar.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import type { TwoWays } from "../../support/caldav/two-way-host.ts";
import { twoWays } from "../../support/caldav/two-way-host.ts";
import { granted } from "../../support/granted.ts";
import { requires } from "../../support/required-programs.ts";
import { addMemberHost, addTeam, addTeamBooking, addTeamType } from "../../support/team-town.ts";

/** Ada and Ben, each with a calendar at one server, in a team; and the text of their entries, null for none. */
async function twoCalendars(town: TwoWays, user: "alice" | "bob" = "bob") {
  const { app, host: ada, radicale } = town;
  Object.assign(app.settings, {
    smtp: {
      host: "mail.example",
      port: 25,
      user: "",
      password: "",
      from: { name: "Invito", address: "invito@mill.example" },
    },
  });
  const ben = await addMemberHost(app, "ben");
  const calendars = { alice: town.work, bob: await radicale.makeCalendar("bob", "work") };
  const input = { address: radicale.address, user, password: `${user}-pw` };
  const connected = await granted(connections.connectCaldav(app, ben.id, input));
  const hosts = [ada, ben];
  const entry = async (user: "alice" | "bob", { uid }: Booking) => {
    const path = `${calendars[user]}${encodeURIComponent(uid)}.ics`;
    const answer = await radicale.as(user, "GET", path);
    const text = await answer.text();
    return answer.status === 200 ? text.replace(/\r?\n[ \t]/g, "") : null;
  };
  const bens = connected.id;
  return { team: await addTeam(app, hosts), hosts, ada, ben, entry, bens };
}

function attendeesOf(entry: string | null): string[] {
  const lines = entry?.match(/^ATTENDEE.*$/gm) ?? [];
  return lines.map((line) => line.replace(/^.*mailto:/i, "").trim()).sort();
}

async function confirmed({ app }: TwoWays, { id, revision }: Booking, hostId: string) {
  const decision = { hostId, revision, message: "", force: true };
  await granted(bookings.confirm(app, id, decision));
}

Deno.test(
  "entries of a collective: everybody's calendar has the same event with all of them",
  requires("radicale"),
  async () => {
    await using town = await twoWays();
    if (!town) return;
    const { app } = town;
    const { team, hosts, ada, entry } = await twoCalendars(town);
    const type = await addTeamType(app, team, hosts, { terms: { mode: "collective" } });
    const booking = await addTeamBooking({ app, team, type }, hosts);
    await confirmed(town, booking, ada.id);
    await town.drain();
    for (const user of ["alice", "bob"] as const) {
      const text = await entry(user, booking);
      assert.deepEqual(
        attendeesOf(text),
        ["ada@example.org", "ben@example.org", "grace@example.com"],
        user,
      );
      assert.match(text ?? "", /^ORGANIZER;.*:mailto:invito@mill\.example\r?$/m);
      assert.match(text ?? "", /The Mill: Ada \S+ and Ben Moor/);
    }
    const by = { actor: "guest" } as const;
    assert((await bookings.cancel(app, booking.id, { by, reason: "", revision: null })).ok);
    await town.drain();
    assert.deepEqual([await entry("alice", booking), await entry("bob", booking)], [null, null]);
  },
);

Deno.test(
  "entries of a reassignment: the event leaves one calendar and stands in the other, with its UID",
  requires("radicale"),
  async () => {
    await using town = await twoWays();
    if (!town) return;
    const { app } = town;
    const { team, hosts, ada, ben, entry } = await twoCalendars(town);
    const type = await addTeamType(app, team, hosts);
    const booking = await addTeamBooking({ app, team, type }, [ada]);
    await confirmed(town, booking, ada.id);
    await town.drain();
    assert.notEqual(await entry("alice", booking), null);
    assert.equal(await entry("bob", booking), null);
    await granted(bookings.reassign(app, booking.id, {
      by: { hostId: ada.id },
      from: ada.id,
      to: ben.id,
      revision: null,
    }));
    await town.drain();
    assert.equal(await entry("alice", booking), null);
    const moved = await entry("bob", booking);
    assert.deepEqual(attendeesOf(moved), ["ben@example.org", "grace@example.com"]);
    assert.match(moved ?? "", /SEQUENCE:1\r?\n/);
  },
);

for (const first of ["takes it over", "gives it away"] as const) {
  Deno.test(
    `entries of members who write to one calendar: it keeps the event, first written for who ${first}`,
    requires("radicale"),
    async () => {
      await using town = await twoWays();
      if (!town) return;
      const { app } = town;
      const { team, hosts, ada, ben, entry, bens } = await twoCalendars(town, "alice");
      // What stands in the common calendar keeps no member busy.
      assert((await connections.chooseCalendars(app, ben.id, bens, [])).ok);
      const type = await addTeamType(app, team, hosts);
      const booking = await addTeamBooking({ app, team, type }, [ada]);
      await confirmed(town, booking, ada.id);
      await town.drain();
      const [from, to] = [ada.id, ben.id];
      const by = { hostId: ada.id };
      await granted(bookings.reassign(app, booking.id, { by, from, to, revision: null }));
      const hostId = first === "takes it over" ? to : from;
      const job = (await listJobsOfBooking(app.kv, booking.id)).find(({ work, state }) =>
        work.kind === "write-calendar" && work.hostId === hostId && state === "waiting"
      );
      await writeCalendar(app, job!);
      await town.drain();
      const kept = await entry("alice", booking);
      assert.deepEqual(attendeesOf(kept), ["ben@example.org", "grace@example.com"]);
    },
  );
}
