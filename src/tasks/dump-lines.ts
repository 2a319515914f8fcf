/** The store as JSON lines for external checks; without secrets and guests' names, addresses or notes. */
import { publishedStatus } from "../lib/scheduling/booking-state.ts";
import { type Booking, holdsOf } from "../lib/scheduling/booking.ts";
import { findDoubleBookings } from "../lib/scheduling/double-bookings.ts";
import { DAY } from "../lib/scheduling/durations.ts";
import { type Hold, withBuffers } from "../lib/scheduling/holds.ts";
import {
  eachBooking,
  eachConnection,
  eachHold,
  eachJob,
  eachTeam,
} from "../lib/server/store/scan.ts";
import { getHostRules } from "../lib/server/store/host-rules.ts";
import { listEventTypes } from "../lib/server/store/event-types.ts";
import { getGuard } from "../lib/server/kv/guard.ts";
import { eachHost } from "../lib/server/store/hosts.ts";
import type { Said } from "../lib/server/records/records.ts";
import { listTeamMembers } from "../lib/server/store/teams.ts";
import { listSchedules } from "../lib/server/store/schedules.ts";

export type DumpLine = Record<string, unknown> & { kind: Said<"dumped"> | "team-event-type" };

/** Every record as one object: hosts with schedules, rules and event types, teams, holds, bookings, jobs, connections. */
export async function* dumpLines(kv: Deno.Kv): AsyncGenerator<DumpLine> {
  const names = new Map<string, string>();
  for await (const host of eachHost(kv)) {
    names.set(host.id, host.username);
    const { id, username, name, zone, onboarded, suspension } = host;
    yield {
      kind: "host",
      id,
      username,
      name,
      zone,
      onboarded,
      suspendedAt: suspension && instant(suspension.at),
      createdAt: instant(host.createdAt),
    };
    for (const { id, name, rules, overrides, revision } of await listSchedules(kv, host.id)) {
      yield { kind: "schedule", id, host: username, name, rules, overrides, revision };
    }
    const { bookingLimits, timeOff, holidays } = await getHostRules(kv, host.id);
    yield {
      kind: "host-rules",
      host: username,
      bookingLimits,
      // Titles of days off stay private.
      timeOff: timeOff.map(({ first, last }) => ({ first, last })),
      holidays: holidays.map(({ date }) => date),
    };
    for (const { ownerId: _, createdAt, ...type } of await listEventTypes(kv, host.id)) {
      yield { kind: "event-type", host: username, ...type, createdAt: instant(createdAt) };
    }
    yield* holdLines(kv, host.id, username);
    const guard = await getGuard(kv, host.id);
    for await (const connection of eachConnection(kv, host.id)) {
      yield {
        kind: "connection",
        id: connection.id,
        host: username,
        provider: connection.provider,
        label: connection.label,
        calendars: connection.calendars.map(({ id, name, blocks }) => ({ id, name, blocks })),
        states: Object.fromEntries(
          Object.entries(guard.guard.calendars)
            .filter(([key]) => key.startsWith(`${connection.id}:`)),
        ),
      };
    }
  }
  yield* teamLines(kv, names);
  for await (const booking of eachBooking(kv)) yield bookingLine(booking, names);
  for await (const { id, hostId, work, state, attempts, dueAt, lastError } of eachJob(kv)) {
    yield {
      kind: "job",
      id,
      host: names.get(hostId) ?? hostId,
      jobKind: work.kind,
      ...("emailKind" in work ? { emailKind: work.emailKind } : {}),
      ...("bookingId" in work ? { booking: work.bookingId } : {}),
      state,
      attempts,
      dueAt: instant(dueAt),
      lastError,
    };
  }
}

/** Every team with its members, and its event types. */
async function* teamLines(
  kv: Deno.Kv,
  names: ReadonlyMap<string, string>,
): AsyncGenerator<DumpLine> {
  const named = (hostId: string) => names.get(hostId) ?? hostId;
  for await (const team of eachTeam(kv)) {
    const { id, slug, name, zone } = team;
    const members = (await listTeamMembers(kv, id))
      .map(({ hostId, role, joinedAt }) => ({
        host: named(hostId),
        role,
        joinedAt: instant(joinedAt),
      }));
    const [createdAt, closedAt] = [instant(team.createdAt), instant(team.closedAt)];
    yield { kind: "team", id, slug, name, zone, createdAt, closedAt, members };
    for (const { ownerId: _, createdAt, team: terms, ...type } of await listEventTypes(kv, id)) {
      const members = terms?.members.map(({ hostId, ...member }) => ({
        host: named(hostId),
        ...member,
      }));
      yield {
        kind: "team-event-type",
        team: slug,
        ...type,
        ...terms,
        members: members ?? [],
        createdAt: instant(createdAt),
      };
    }
  }
}

/** A host's holds, each with the UTC days that contain it. */
export async function* holdLines(
  kv: Deno.Kv,
  hostId: string,
  host: string,
): AsyncGenerator<DumpLine> {
  for await (const { hold, days } of eachHold(kv, hostId)) {
    yield {
      kind: "hold",
      host,
      slot: hold.slot,
      bookings: hold.bookingIds,
      ...timesOf(hold),
      expiresAt: instant(hold.expiresAt),
      days: days.map((day) => new Date(day * DAY).toISOString().slice(0, 10)),
    };
  }
}

/** A booking with its hosts, times, buffers and deadline. */
export function bookingLine(booking: Booking, names: ReadonlyMap<string, string>): DumpLine {
  // At instant 0 every pending reschedule holds its time; the reader decides about deadlines.
  const [, rescheduleHold] = booking.rescheduleRequest ? holdsOf(booking, 0) : [];
  return {
    kind: "booking",
    id: booking.id,
    slot: booking.slot,
    hosts: booking.hosts.map((id) => names.get(id) ?? id),
    team: booking.team &&
      {
        slug: booking.team.slug,
        mode: booking.team.mode,
        withdrawn: booking.team.withdrawn.map((id) => names.get(id) ?? id),
      },
    ...timesOf(booking),
    status: publishedStatus(booking),
    reservedUntil: instant(booking.reservedUntil),
    rescheduleRequest: rescheduleHold
      ? {
        slot: rescheduleHold.slot,
        ...timesOf(rescheduleHold),
        reservedUntil: instant(rescheduleHold.expiresAt),
      }
      : null,
  };
}

function timesOf(hold: Parameters<typeof withBuffers>[0]) {
  const { start, end } = withBuffers(hold);
  return {
    start: instant(hold.start),
    end: instant(hold.end),
    heldStart: instant(start),
    heldEnd: instant(end),
  };
}

/**
 * Pairs of live bookings of one host with overlapping held time, including pending reschedules; seats of one slot
 * count once.
 */
export async function overlappingHolds(kv: Deno.Kv, now: number): Promise<[Hold, Hold][]> {
  const byHost = new Map<string, Map<string, Hold>>();
  for await (const booking of eachBooking(kv)) {
    for (const hold of holdsOf(booking, now)) {
      for (const host of booking.hosts) {
        const slots = byHost.get(host) ?? new Map<string, Hold>();
        const bookings = [...slots.get(hold.slot)?.bookingIds ?? [], booking.id];
        byHost.set(host, slots.set(hold.slot, { ...hold, bookingIds: bookings }));
      }
    }
  }
  return [...byHost.values()].flatMap((slots) => findDoubleBookings(slots.values()));
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
