/** The product under test: a team over a store in a file, and the verbs that carry a step out. */
import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { type EventTypeInput, parseEventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { eraseAccount } from "$lib/server/jobs/erase-account.ts";
import { leaveTeam } from "$lib/server/jobs/close-team.ts";
import { close } from "$lib/server/hosts/account.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import type { Job } from "$lib/server/store/job.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { listTeamInvitations } from "$lib/server/store/team-invitations.ts";
import { accept } from "$lib/server/teams/answer-invitation.ts";
import { invite } from "$lib/server/teams/invitations.ts";
import { leave } from "$lib/server/teams/leave.ts";
import { MortalStore } from "../../../support/crashing-store.ts";
import { isTimed, World as OfModel } from "../../../support/model-life.ts";
import { addTeam, addTeamType } from "../../../support/team-town.ts";
import { addHost, bookingRequest } from "../../../support/town.ts";
import { type Kind, kinds, type Model, monday, OWNER, POOL, startOf, type Step } from "./steps.ts";

/** A team of its own for each run: its owner and one more member take the round robins. */
export class World extends OfModel<Model> {
  hosts: Host[] = [];
  teamId = "";
  teamSlug = "";
  typeIds = {} as Record<Kind, string>;

  static async open(path: string): Promise<World> {
    const world = new World(await MortalStore.open(path), () => ({}));
    await world.start();
    return world;
  }

  async settle(n: number): Promise<Model> {
    const { app } = this;
    this.ids = [];
    app.at(monday - 30 * HOUR);
    const made: Host[] = [];
    for (const i of POOL) {
      const email = { email: null, emailVerified: false };
      made.push(await addHost(app, { ...email, zone: "UTC", preferredUsername: `m${n}-${i}` }));
    }
    this.hosts = made.sort((a, b) => a.id < b.id ? -1 : 1);
    this.teamSlug = `team-${n}`;
    const members = this.hosts.slice(0, 3);
    const team = await addTeam(app, members, { slug: this.teamSlug, zone: "UTC" });
    this.teamId = team.id;
    for (const kind of Object.keys(kinds) as Kind[]) {
      const { mode, required, optional, whenDeclined, confirmedBy } = kinds[kind];
      const { keepsHost, prefersSameHost } = kinds[kind];
      const numbers = mode === "round-robin" ? [0, 1, 2] : [...required, ...optional];
      const type = await addTeamType(app, team, numbers.map((i) => this.hosts[i]!), {
        type: fieldsOf(kind),
        terms: { mode, whenDeclined, confirmedBy, keepsHost, prefersSameHost },
        members: numbers.map((i) => ({ isOptional: optional.includes(i) })),
      });
      this.typeIds[kind] = type.id;
    }
    return {
      now: app.now(),
      members: [0, 1, 2],
      closed: [],
      weights: { visit: { 0: 1, 1: 1, 2: 1 }, call: { 0: 1, 1: 1, 2: 1 } },
      rotations: { visit: {}, call: {} },
      bookings: [],
    };
  }
}

function fieldsOf(kind: Kind): EventTypeInput {
  const decision = kinds[kind].approval ? "approval" as const : "instant" as const;
  const fields = { title: kind, slug: kind, durations: [30], minimumNotice: 0, decision };
  return parseEventTypeInput(fields);
}

/** Carries a step out by the product's own verbs; whether it was granted. */
export async function carryOut(world: World, step: Step): Promise<boolean> {
  const { app } = world;
  if (isTimed(step)) return true;
  switch (step.what) {
    case "join":
      return await join(world, step.host);
    case "leave":
      return await leaveAs(world, step);
    case "close":
      return await closeAccount(world, step.host);
    case "weights":
      return await setWeights(world, step);
    case "request":
      return (await bookings.request(app, requestOf(world, step))).ok;
  }
  const id = world.ids[step.nth];
  const booking = id === undefined ? null : await getBooking(app.kv, id);
  if (!booking) return false;
  const { revision, hosts, status, team } = booking;
  switch (step.what) {
    case "confirm":
    case "reject":
    case "confirm-own":
    case "reject-own": {
      const hostId = "place" in step
        ? hosts[step.place % hosts.length]!
        : world.hosts[step.host]!.id;
      const decision = { hostId, revision, message: "", force: true };
      const verb = step.what.startsWith("confirm") ? bookings.confirm : bookings.reject;
      return (await verb(app, booking.id, decision)).ok;
    }
    case "cancel": {
      const by = step.host === null
        ? { actor: "guest" as const }
        : { actor: "host" as const, hostId: world.hosts[step.host]!.id };
      return (await bookings.cancel(app, booking.id, { by, reason: "", revision })).ok;
    }
    case "move": {
      const to = { start: startOf(step.slot), revision, key: null };
      return (await bookings.reschedule(app, booking.id, { by: { actor: "guest" }, ...to })).ok;
    }
    case "drag": {
      if (status !== "CONFIRMED") return false;
      const hostId = hosts[step.place % hosts.length]!;
      const by = { actor: "calendar" as const, hostId, force: true };
      const to = { start: startOf(step.slot), revision, key: null };
      return (await bookings.reschedule(app, booking.id, { by, ...to })).ok;
    }
    case "delete": {
      if (status !== "CONFIRMED") return false;
      const by = { actor: "calendar" as const, hostId: hosts[step.place % hosts.length]! };
      const deleted = team!.mode === "collective"
        ? await bookings.withdraw(app, booking.id, { hostId: by.hostId, by: by.actor, revision })
        : await bookings.cancel(app, booking.id, { by, reason: "", revision });
      return deleted.ok;
    }
    case "give": {
      const from = hosts[step.place % hosts.length]!;
      const by = { hostId: step.by === "own" ? from : world.hosts[OWNER]!.id };
      return (await bookings.reassign(app, booking.id, { by, from, to: "any-free", revision })).ok;
    }
  }
}

/** Time has passed: whatever is past its deadline ends, in the order in which it was made. */
export async function expireOverdue({ app, ids }: World): Promise<void> {
  for (const id of ids) {
    const { status, reservedUntil, rescheduleRequest } = (await getBooking(app.kv, id))!;
    const until = status === "PENDING" ? reservedUntil : rescheduleRequest?.expiresAt ?? null;
    if (until === null || until > app.now()) continue;
    if (status === "PENDING" || status === "CONFIRMED") {
      assert((await bookings.expire(app, id)).ok);
    }
  }
}

function requestOf(world: World, { kind, slot, guest }: Extract<Step, { what: "request" }>) {
  const own = bookingRequest();
  return bookingRequest({
    username: "",
    teamSlug: world.teamSlug,
    slug: kind,
    start: startOf(slot),
    guest: { ...own.guest, email: `guest-${guest}@example.com` },
  });
}

/** Invited by the owner, and accepted: an invitation that waits already is taken. */
async function join({ app, hosts, teamId }: World, n: number): Promise<boolean> {
  const hostId = hosts[n]!.id;
  const waiting = (await listTeamInvitations(app.kv, teamId)).find((each) =>
    each.hostId === hostId
  );
  const who = hosts[n]!.username;
  const by = { teamId, hostId: hosts[OWNER]!.id };
  const invitation = waiting ?? await invite(app, by, { who, role: "member" });
  if ("ok" in invitation && !invitation.ok) return false;
  const open = "ok" in invitation ? invitation.value : invitation;
  return (await accept(app, hostId, open)).ok;
}

async function leaveAs(
  { app, hosts, teamId }: World,
  { host, bookings }: Extract<Step, { what: "leave" }>,
): Promise<boolean> {
  const hostId = hosts[host]!.id;
  const left = await leave(app, { teamId, hostId, by: hostId, bookings });
  for await (const { key, value } of app.kv.list<Job>({ prefix: keys.jobs() })) {
    if (value.work.kind !== "leave-team" || value.work.teamId !== teamId) continue;
    await leaveTeam(app, value);
    await app.kv.delete(key);
  }
  return left.ok;
}

/** Closes the account, and does what the job of it does at once. */
async function closeAccount({ app, hosts }: World, n: number): Promise<boolean> {
  const { id: hostId, username } = hosts[n]!;
  const closed = (await getHost(app.kv, hostId))?.closure
    ? { ok: false }
    : await close(app, hostId, { username, message: "" });
  for await (const { key, value } of app.kv.list<Job>({ prefix: keys.jobs() })) {
    if (value.work.kind !== "erase-account" || value.work.hostId !== hostId) continue;
    for (let isDue = true; isDue;) {
      const result = await eraseAccount(app, value);
      isDue = result.state === "waiting" && result.dueAt <= app.now();
    }
    // What is left is to erase the account, which the next steps still look at.
    await app.kv.delete(key);
  }
  return closed.ok;
}

async function setWeights(
  { app, hosts, teamId, typeIds }: World,
  { kind, weights }: Extract<Step, { what: "weights" }>,
): Promise<boolean> {
  const type = (await getEventType(app.kv, teamId, typeIds[kind]))!;
  const { mode, whenDeclined, confirmedBy, keepsHost, prefersSameHost } = kinds[kind];
  const inTeam = new Set<string>();
  for await (const { key } of app.kv.list({ prefix: keys.teamMembersOf(teamId) })) {
    inTeam.add(String(key[2]));
  }
  const members = weights.flatMap((weight, n) => {
    const hostId = hosts[n]!.id;
    return weight > 0 && inTeam.has(hostId)
      ? [{ hostId, weight, priority: 3, isOptional: false }]
      : [];
  });
  if (members.length === 0) return false;
  const terms = { mode, whenDeclined, confirmedBy, keepsHost, prefersSameHost, members };
  const manager = { teamId, hostId: hosts[OWNER]!.id };
  const input = { fields: fieldsOf(kind), terms };
  return (await teamTypes.edit(app, manager, type.id, type.revision, input)).ok;
}
