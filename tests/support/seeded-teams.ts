import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team, TeamInvitation } from "$lib/scheduling/team.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { hashOfTeamInvitation } from "$lib/server/teams/invitations.ts";
import { granted } from "./granted.ts";
import { addMemberHost, addTeam, addTeamInvitation, addTeamType } from "./team-town.ts";
import type { TestApp } from "./test-app.ts";
import { addHost, bookingRequest } from "./town.ts";
import { signedIn, weekdayAfter } from "./seeded-town.ts";
import { subscribe } from "./webhooks/stage.ts";

/** As long as names may be, with places to break and without. */
const longTeam = "The Northern Institute for Applied Sourdough, Long Fermentation and Rye Research";
const longName = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswesen";

/** Pages of teams by who looks: Ada owns them, Dora is a member without rights. */
export interface SeededTeams {
  asOwner: Record<string, string>;
  asMember: Record<string, string>;
  asGuest: Record<string, string>;
  memberSession: string;
}

/** Ada's teams: one of three with bookings, one of thirty with a long name, and one that is new. */
export async function seedTeams(app: TestApp, ada: Host): Promise<SeededTeams> {
  const dora = await addMemberHost(app, "dora"), ed = await addMemberHost(app, "ed");
  const bakery = { name: "The Bakery", slug: "bakery" };
  const team = await addTeam(app, [ada, dora, ed], bakery, ["owner", "member", "admin"]);
  const url = "https://hooks.example.org/bookings-of-the-bakery/received-by-the-till";
  const paused = { url, description: "The till", active: false };
  await subscribe(app, { teamId: team.id, hostId: ed.id }, paused);
  const robin = await addTeamType(app, team, [ada, dora, ed]);
  const all = await addTeamType(app, team, [ada, dora], {
    type: { title: "Panel", slug: "panel" },
    terms: { mode: "collective", confirmedBy: "all" },
  });
  const mail = await invited(app, team, {
    email: "fay@example.org",
    role: "admin",
    invitedBy: ada.id,
  });
  await invited(app, team, { email: `${"d".repeat(60)}@${"o".repeat(60)}.example` });
  await invited(app, team, { email: "late@example.org", expiresAt: app.now() - DAY });
  const { crowd, crowdRobin } = await addCrowd(app, [ada, dora]);
  const empty = await addTeam(app, [ada, dora], { name: "New team", slug: "new-team" });
  const waiting = await addTeam(app, [ed], { name: longTeam, slug: "inviting" });
  await invited(app, waiting, { hostId: ada.id, invitedBy: ed.id });

  const date = weekdayAfter(dateAt(app.now(), ada.zone), 8);
  const asked = await ask(app, { date, time: "10:00", slug: "visit", name: "Grace" });
  const both = await ask(app, { date, time: "11:00", slug: "panel", name: "Radia" });
  const confirmed = await ask(app, { date, time: "13:00", slug: "visit", name: longName });
  const yes = { hostId: confirmed.hosts[0]!, revision: 1, force: false, message: "" };
  assert.ok((await bookings.confirm(app, confirmed.id, yes)).ok);

  const link = async (of: Booking) => `/booking/${await bookings.openGuestLink(app, of)}`;
  const hostLink = async (of: Booking, hostId: string) =>
    `/booking/${await bookings.openHostLink(app, of, hostId)}`;
  const base = `/dashboard/teams/${team.id}`;
  const many = `/dashboard/teams/${crowd.id}`;
  const none = `/dashboard/teams/${empty.id}`;
  const type = `${base}/event-types/${robin.id}`;
  return {
    asOwner: {
      "team-event-types": `${base}/event-types`,
      "team-event-type-new": `${base}/event-types/new`,
      "team-event-type": type,
      "team-event-type-people": `${type}/people`,
      "team-event-type-collective": `${base}/event-types/${all.id}/people`,
      "team-event-type-preview": `${type}/preview`,
      "team-event-type-links": `${type}/links`,
      "team-event-type-emails": `${type}/emails`,
      "team-blocked": `${base}/blocked`,
      "team-email-texts": `${base}/emails`,
      "team-email-text": `${base}/emails/guest-confirmed`,
      "team-bookings-pending": `${base}/bookings?show=pending`,
      "team-troubleshoot": `${base}/troubleshoot?date=${date}`,
      "team-booking-asked": `/dashboard/bookings/${asked.id}`,
      "team-booking-both": `/dashboard/bookings/${both.id}`,
      "team-booking-confirmed": `/dashboard/bookings/${confirmed.id}`,
      "team-remove-member": `${base}/members/${ed.id}`,
      "team-many": many,
      "team-many-event-type": `${many}/event-types/${crowdRobin}/people`,
      "team-many-event-types": `${many}/event-types`,
      "team-many-troubleshoot": `${many}/troubleshoot?date=${date}`,
      "team-empty": none,
      "team-empty-event-types": `${none}/event-types`,
      "team-empty-bookings": `${none}/bookings`,
      "team-empty-troubleshoot": `${none}/troubleshoot`,
    },
    asMember: {
      "member-team": base,
      "member-event-types": `${base}/event-types`,
      "member-event-type": type,
      "member-bookings": `${base}/bookings`,
      "member-leave": `${base}/members/${dora.id}`,
      "member-empty-event-types": `${none}/event-types`,
      "member-booking": `/dashboard/bookings/${both.id}`,
    },
    asGuest: {
      "guest-team": "/team/bakery",
      "guest-team-many": "/team/crowd",
      "guest-team-empty": "/team/new-team",
      "guest-team-picker": `/team/bakery/visit?date=${date}`,
      "guest-team-picker-many": "/team/crowd/visit",
      "guest-team-form": `/team/bakery/panel?slot=${date}T14:00:00Z`,
      "guest-team-asked": await link(asked),
      "guest-team-both": await link(both),
      "guest-team-confirmed": await link(confirmed),
      "guest-team-cancel": `${await link(confirmed)}/cancel`,
      "guest-team-reschedule": `${await link(confirmed)}/reschedule`,
      "member-confirm": `${await hostLink(both, dora.id)}/confirm`,
      "member-reject": `${await hostLink(asked, asked.hosts[0]!)}/reject`,
      "team-widget": "/widget/team/bakery/visit",
      "team-invitation": `/team-invitation/${mail}`,
    },
    memberSession: await signedIn(app, dora),
  };
}

/** A team of thirty, one with a name of eighty letters and one who has left, and its round robin. */
async function addCrowd(
  app: TestApp,
  first: readonly Host[],
): Promise<{ crowd: Team; crowdRobin: string }> {
  const hosts = [...first];
  const names = [longName, ...Array.from({ length: 27 }, (_, i) => `Member ${i + 1}`)];
  for (const [i, name] of names.entries()) {
    const given = { name, email: `m${i}@example.org`, preferredUsername: `member-${i}` };
    hosts.push(await addHost(app, given));
  }
  const gone = { ...hosts[5]!, id: newId() };
  const crowd = await addTeam(app, hosts, { name: longTeam, slug: "crowd", colour: "rose" });
  const { id } = await addTeamType(app, crowd, [...hosts, gone]);
  return { crowd, crowdRobin: id };
}

/** An invitation by email; the secret of its link. */
async function invited(app: TestApp, team: Team, given: Partial<TeamInvitation>): Promise<string> {
  const secret = `invitation-${given.email}`;
  await addTeamInvitation(app, team, {
    secretHash: given.email ? await hashOfTeamInvitation(secret) : null,
    ...given,
  });
  return encodeURIComponent(secret);
}

async function ask(
  app: TestApp,
  { date, time, slug, name }: Record<"date" | "time" | "slug" | "name", string>,
): Promise<Booking> {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const start = startOfDay(date, "Europe/Berlin") + (hours * 60 + minutes) * MINUTE;
  const email = `${name.slice(0, 20)}@example.com`;
  const guest = { name, email };
  const input = bookingRequest({ username: "", teamSlug: "bakery", slug, start, guest });
  const requested = await granted(bookings.request(app, input));
  return requested.booking;
}
