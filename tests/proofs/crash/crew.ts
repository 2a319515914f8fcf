/** What is done while the program is killed: a collective booked, a booking given away, a membership ended. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listCalendarEntries } from "$lib/server/store/calendar-entries.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { getTeamMember } from "$lib/server/store/teams.ts";
import { attemptBooking } from "../../support/proof/guest-client.ts";
import { startVisit, type VisitorResponse } from "../../support/http-visitor.ts";
import type { Mailbox } from "../../support/proof/mail-sink.ts";
import { alwaysOpen, seedHosts, withFolderApp } from "../../support/proof/proof-hosts.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import { addTeam, addTeamBooking, addTeamType } from "../../support/team-town.ts";
import type { Deed } from "./lives.ts";

const BOARD = 8;

export type DeedKind = "book" | "give" | "leave";

export interface Crew {
  proof: Proof;
  box: Mailbox;
  dataDir: string;
  team: Team;
  /** The first eight are the board; each of the others has one booking, and may leave. */
  hosts: Host[];
  visit: EventType;
  /** Of each of the others. */
  bookings: Booking[];
  sessions: string[];
  /** How many deeds there have been. */
  deeds: number;
}

/** A team of eight who meet together, and one more member with a booking of theirs for each deed. */
export async function seedCrew(
  dataDir: string,
  deeds: number,
  caldav: string,
  { proof, box }: Pick<Crew, "proof" | "box">,
): Promise<Crew> {
  const usernames = Array.from({ length: BOARD + deeds }, (_, n) => `host-${n}`);
  const ids = await seedHosts(
    dataDir,
    usernames.map((username, n) => ({
      ...alwaysOpen(username),
      ...(n === 0 ? { calendar: { address: caldav, user: "alice", password: "alice-pw" } } : {}),
    })),
  );
  return await withFolderApp(dataDir, async (app) => {
    const hosts = await Promise.all(
      usernames.map(async (username) => (await getHost(app.kv, ids[username]!))!),
    );
    const team = await addTeam(app, hosts, { slug: "crew", zone: "UTC" });
    const instant = { decision: "instant" as const, durations: [30], bookingWindowDays: 365 };
    await addTeamType(app, team, hosts.slice(0, BOARD), {
      type: { slug: "board", ...instant },
      terms: { mode: "collective" },
    });
    const visit = await addTeamType(app, team, hosts.slice(1), {
      type: { slug: "visit", ...instant },
    });
    const none = { bookings: [], sessions: [], deeds: 0 };
    const crew: Crew = { proof, box, dataDir, team, hosts, visit, ...none };
    for (const [n, host] of hosts.slice(BOARD).entries()) {
      const start = dayOf(n) + 10 * HOUR;
      crew.bookings.push(
        await addTeamBooking({ app, team, type: visit }, [host], { start, isConfirmed: true }),
      );
      const browser = { agent: "a proof", before: null };
      crew.sessions.push((await sessions.start(app, host.id, "console", browser)).secret);
    }
    return crew;
  });
}

const dayOf = (n: number) => Math.ceil(Date.now() / DAY) * DAY + (n + 1) * DAY;

export function nextDeed(crew: Crew, kind: DeedKind): Deed {
  const n = crew.deeds++;
  return kind === "book" ? booking(crew, n) : handingOver(crew, kind, n);
}

function booking({ proof, box, hosts }: Crew, n: number): Deed {
  const attempt = {
    team: "crew",
    slug: "board",
    start: dayOf(n) + 14 * HOUR,
    key: `crash-${crypto.randomUUID()}`,
    client: "10.1.2.3",
    email: `guest-${n}@example.org`,
  };
  let id = "";
  return {
    async act(address) {
      const { status, body } = await attemptBooking(address, attempt);
      if (status !== 201) throw new Error(`the board was answered ${status} ${body.code}`);
      id = body.booking.id;
    },
    async check(app, point) {
      const found = await getBooking(app.kv, id);
      if (found?.status !== "CONFIRMED" || found.hosts.length !== BOARD) {
        proof.fail(`${point}: the board is ${found?.status} with ${found?.hosts.length} hosts`);
      }
      const host = hosts.slice(0, BOARD).map(({ email }) => email!);
      wantEmails(proof, box, `${point} of a collective`, id, {
        "guest-confirmed": [attempt.email],
        "host-confirmed": host,
      });
      const entries = await listCalendarEntries(app.kv, id);
      if (entries.length !== 1) proof.fail(`${point}: ${entries.length} calendar entries, not one`);
    },
  };
}

/** A member gives their booking to whoever is free, or leaves with it. */
function handingOver(crew: Crew, kind: "give" | "leave", n: number): Deed {
  const { proof, box, dataDir, team, visit } = crew;
  const host = crew.hosts[BOARD + n]!, was = crew.bookings[n]!;
  return {
    async act(address) {
      const isLeft = await withFolderApp(
        dataDir,
        async ({ kv }) =>
          kind === "leave"
            ? await getTeamMember(kv, team.id, host.id) === null
            : !(await getBooking(kv, was.id))!.hosts.includes(host.id),
      );
      if (isLeft) return;
      const visitor = startVisit(address);
      visitor.cookies.set(sessions.sessionCookie, crew.sessions[n]!);
      const answer: VisitorResponse = kind === "leave"
        ? await visitor.post(`/dashboard/teams/${team.id}/members/${host.id}?/leave`, {
          bookings: "hand-over",
        })
        : await visitor.post(`/dashboard/bookings/${was.id}?/reassign`, {
          from: host.id,
          to: "",
          revision: String(was.revision),
        });
      if (answer.status !== 303) throw new Error(`${kind} was answered ${answer.status}`);
    },
    async check(app, point) {
      const is = (await getBooking(app.kv, was.id))!;
      const now = await getHost(app.kv, is.hosts[0]!);
      const isGiven = is.hosts.length === 1 && now && now.id !== host.id;
      if (!isGiven || is.status !== "CONFIRMED" || is.revision !== was.revision + 1) {
        proof.fail(`${point} of ${kind}: ${is.status}, given ${is.revision - was.revision} times`);
      }
      wantEmails(proof, box, `${point} of ${kind}`, was.id, {
        "guest-reassigned": [was.guest.email],
        "host-assigned": [now?.email ?? ""],
        "host-released": [host.email!],
      });
      if (kind === "give") return;
      const type = await getEventType(app.kv, team.id, visit.id);
      const isMember = await getTeamMember(app.kv, team.id, host.id) !== null;
      const isListed = type!.team!.members.some(({ hostId }) => hostId === host.id);
      if (isMember || isListed) proof.fail(`${point}: who left is still in the team or its type`);
    },
  };
}

/** Each of these emails has been sent, and these kinds to nobody else. */
function wantEmails(
  proof: Proof,
  box: Mailbox,
  what: string,
  booking: string,
  wanted: Record<string, string[]>,
): void {
  for (const [kind, to] of Object.entries(wanted)) {
    const sent = box.emails.filter((each) => each.booking === booking && each.kind === kind);
    const got = [...new Set(sent.map((each) => each.to))].sort();
    if (got.join() !== to.toSorted().join()) {
      proof.fail(`${what}: ${kind} went to ${got.join(", ") || "nobody"}, not ${to.join(", ")}`);
    }
  }
}
