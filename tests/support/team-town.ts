import assert from "node:assert/strict";
import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import {
  type EventType,
  type EventTypeInput,
  parseEventTypeInput,
} from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { chosenPlace } from "$lib/scheduling/location.ts";
import { type AssignedTurn, type Rotation, withAssignment } from "$lib/scheduling/rotation.ts";
import type { Team, TeamInvitation, TeamRole } from "$lib/scheduling/team.ts";
import { type TeamTerms, TeamTermsInput, type TypeMember } from "$lib/scheduling/team-terms.ts";
import type { App } from "$lib/server/app.ts";
import { locationAt } from "$lib/server/changes/booked-location.ts";
import { newLinks } from "$lib/server/changes/booking-links.ts";
import { effectJobs } from "$lib/server/changes/effects.ts";
import { bookedTeam, newBooking, organizerFor } from "$lib/server/changes/new-booking.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { addToBlockList, isBlocked } from "$lib/server/store/block-list.ts";
import { commitBookings } from "$lib/server/store/booking-commit.ts";
import { setEventType } from "$lib/server/store/event-types.ts";
import { getGuard, getGuards, guardedCommit } from "$lib/server/kv/guard.ts";
import { readShards, replaceHolds } from "$lib/server/store/ledger.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { setTeamInvitation } from "$lib/server/store/team-invitations.ts";
import { readTeamSlug, setTeam, setTeamMember } from "$lib/server/store/teams.ts";
import { parse } from "$lib/scheduling/parse.ts";
import type { TeamTypeInput } from "$lib/server/event-types/team-types.ts";
import type { TestApp } from "./test-app.ts";
import { addHost, bookingRequest, configuredApp, mondayTen } from "./town.ts";
import { granted } from "./granted.ts";

/** What a test wants to be different in its team. */
export interface TeamTownOptions {
  app?: Partial<TestApp>;
  /** An app that is open already, in place of a new one. */
  on?: TestApp;
  /** Epoch ms; noon of Sunday, 1 November 2026 otherwise. */
  now?: number;
  /** Its members by their first names, which are their usernames too; the first is its owner. */
  names?: string[];
  type?: Partial<EventTypeInput>;
  terms?: Partial<Omit<TeamTerms, "members">>;
  /** What is different about a member's part in the type, by first name. */
  members?: Record<string, Partial<TypeMember>>;
}

export interface TeamTown {
  app: TestApp;
  team: Team;
  /** In the order of the names. */
  hosts: Host[];
  type: EventType;
}

/**
 * The world of a test about teams: Ada, Ben and Cleo in Berlin, open Monday to Friday 9-17, are the team `mill` with a
 * round robin `visit` among the three: 30 minutes, on approval.
 */
export async function teamTown(options: TeamTownOptions = {}): Promise<TeamTown> {
  const { names = ["ada", "ben", "cleo"] } = options;
  const app = options.on ?? await configuredApp(options.app);
  if (options.now !== undefined) app.at(options.now);
  const hosts: Host[] = [];
  for (const name of names) hosts.push(await addMemberHost(app, name));
  const team = await addTeam(app, hosts);
  const members = hosts.map(({ username }) => options.members?.[username] ?? {});
  const type = await addTeamType(app, team, hosts, {
    ...(options.type ? { type: options.type } : {}),
    ...(options.terms ? { terms: options.terms } : {}),
    members,
  });
  return { app, team, hosts, type };
}

/** A host with this first name, username and address. */
export function addMemberHost(app: App, name: string): Promise<Host> {
  const first = name[0]!.toUpperCase() + name.slice(1);
  return addHost(app, {
    name: `${first} Moor`,
    email: `${name}@example.org`,
    preferredUsername: name,
  });
}

/** A team of these hosts; the first is its owner, the others are members. */
export async function addTeam(
  app: App,
  hosts: readonly Pick<Host, "id">[],
  given: Partial<Team> = {},
  roles: readonly TeamRole[] = [],
): Promise<Team> {
  const team: Team = {
    id: newId(),
    name: "The Mill",
    slug: "mill",
    description: "",
    colour: "blue",
    zone: "Europe/Berlin",
    language: "en",
    frameAncestors: ["*"],
    createdAt: app.now(),
    revision: 1,
    closedAt: null,
    ...given,
  };
  const op = guardedCommit(app.kv, await getGuard(app.kv, team.id));
  setTeam(op, team, null, await readTeamSlug(app.kv, team.slug));
  for (const [i, { id: hostId }] of hosts.entries()) {
    const role = roles[i] ?? (i === 0 ? "owner" : "member");
    setTeamMember(op, { teamId: team.id, hostId, role, joinedAt: app.now() });
  }
  assert((await op.commit()).ok);
  return team;
}

/** An open invitation into a team, as if it had been sent. */
export async function addTeamInvitation(
  app: App,
  team: Pick<Team, "id">,
  given: Partial<TeamInvitation> = {},
): Promise<void> {
  const invitation: TeamInvitation = {
    id: newId(),
    teamId: team.id,
    email: null,
    hostId: null,
    role: "member",
    invitedBy: "",
    createdAt: app.now(),
    sentAt: app.now(),
    expiresAt: app.now() + 14 * DAY,
    secretHash: null,
    ...given,
  };
  await setTeamInvitation(app.kv.atomic(), invitation, null).commit();
}

/** An event type of a team, taken by these hosts. */
export async function addTeamType(
  app: App,
  team: Team,
  hosts: readonly Host[],
  { type = {}, terms = {}, members = [] }: {
    type?: Partial<EventTypeInput>;
    terms?: Partial<Omit<TeamTerms, "members">>;
    members?: readonly Partial<TypeMember>[];
  } = {},
): Promise<EventType> {
  const created: EventType = {
    ...parseEventTypeInput({
      title: "Visit",
      slug: "visit",
      durations: [30],
      minimumNotice: 0,
      ...type,
    }),
    id: newId(),
    ownerId: team.id,
    scheduleId: "",
    order: 0,
    reminders: [],
    alarm: null,
    revision: 1,
    createdAt: app.now(),
    team: {
      mode: "round-robin",
      confirmedBy: "first",
      whenDeclined: "end",
      keepsHost: true,
      prefersSameHost: true,
      ...terms,
      members: hosts.map(({ id: hostId }, i) => ({
        hostId,
        weight: 1,
        priority: 3,
        isOptional: false,
        scheduleId: null,
        ...members[i],
      })),
    },
  };
  const op = guardedCommit(app.kv, await getGuard(app.kv, team.id));
  setEventType(op, created, null);
  assert((await op.commit()).ok);
  return created;
}

/** A request of Grace's stored with these hosts, on Monday at ten unless said otherwise; a round robin counts it. */
export async function addTeamBooking(
  { app, team, type }: Pick<TeamTown, "app" | "team" | "type">,
  hosts: readonly Host[],
  given: { start?: number; minutes?: number; isConfirmed?: boolean; change?: Partial<Booking> } =
    {},
): Promise<Booking> {
  const { start = mondayTen, minutes = 30, isConfirmed = false } = given;
  const ids = hosts.map(({ id }) => id);
  const links = await newLinks(app, newId(), ids);
  const now = app.now();
  const assigned = await assignedTo(app, type, ids[0]!);
  const optional = type.team!.members
    .flatMap(({ hostId, isOptional }) => isOptional && ids.includes(hostId) ? [hostId] : []);
  const booked = bookedTeam(team, type, { optional, turn: assigned?.turn ?? null })!;
  const booking: Booking = {
    ...newBooking({
      id: links.bookingId,
      request: bookingRequest(),
      limitKeys: [],
      answers: [],
      hosts,
      type,
      team: booked,
      place: { start, end: start + minutes * MINUTE },
      location: await locationAt(app.kv, chosenPlace(type.location, null)!, hosts),
      phone: null,
      decision: { isConfirmed, approvalReason: null },
      emailUnverified: false,
      isVouchedFor: true,
      organizer: organizerFor(app, { team: booked }, hosts),
      privateLinkHash: null,
      links: links.sealed,
      now,
      ttlMs: app.settings.bookingTtlMs,
    }),
    ...given.change,
  };
  const guard = await getGuard(app.kv, team.id);
  const guards = await getGuards(app.kv, ids);
  const shards = await Promise.all(
    ids.map((id) => readShards(app.kv, id, { start: start - DAY, end: booking.end + DAY })),
  );
  const event = isConfirmed ? "confirmed" as const : "requested" as const;
  const isCommitted = await commitBookings(app, {
    now,
    bookings: [{
      was: null,
      booking,
      historyEntry: { at: now, by: "guest", event, start, end: booking.end },
      links: links.records,
      jobs: effectJobs(event, booking, { hosts, now }),
    }],
    hosts: guards.map((guard, i) => ({
      guard,
      was: shards[i]!,
      is: replaceHolds(shards[i]!, [booking.id], holdsOf(booking, now)),
    })),
    team: { guard, rotation: assigned && { typeId: type.id, is: assigned.rotation } },
  });
  assert(isCommitted);
  return booking;
}

async function assignedTo(
  app: App,
  { id: typeId, ownerId, team }: EventType,
  hostId: string,
): Promise<{ rotation: Rotation; turn: AssignedTurn } | null> {
  if (team?.mode !== "round-robin") return null;
  const was = await getRotation(app.kv, ownerId, typeId) ?? {};
  return withAssignment(was, team.members, hostId, app.now());
}

/** What a manager enters for a team event type: a round robin of 45 minutes unless said otherwise. */
export function teamTypeInput(
  given: { members: { hostId: string }[]; [field: string]: unknown },
  fields: Partial<EventTypeInput> = {},
): TeamTypeInput {
  const type = parseEventTypeInput({ title: "Fitting", slug: "fitting", durations: [45] });
  const terms = granted(parse(TeamTermsInput, { mode: "round-robin", ...given }));
  return { fields: { ...type, ...fields }, terms: terms };
}

/** Puts an address on the block list of a host or a team. */
export async function block(app: TestApp, ownerId: string, entry: string): Promise<void> {
  const op = guardedCommit(app.kv, await getGuard(app.kv, ownerId));
  await addToBlockList(op, ownerId, { entry, at: app.now() });
  assert((await op.commit()).ok && await isBlocked(app.kv, ownerId, entry));
}
