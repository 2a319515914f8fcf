import type { CountedDay } from "$lib/scheduling/counted-days.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { type DecidedCounts, decisionsOn } from "$lib/scheduling/rotation-decisions.ts";
import type { App } from "../app.ts";
import { listEventTypes } from "../store/event-types.ts";
import { getHosts } from "../store/hosts.ts";
import { listRotationDays } from "../store/rotation-days.ts";
import { readCountedDays } from "./counted-days.ts";
import type { DateRange } from "./date-range.ts";

/** How the bookings of a team's round robins are distributed among their members, beside what the weights give, and how many its collectives have. */
export async function readTeamShares(app: App, teamId: string, range: DateRange) {
  const [types, { days, uncounted }, decided] = await Promise.all([
    listEventTypes(app.kv, teamId),
    readCountedDays(app, teamId, range),
    listRotationDays(app.kv, teamId, range),
  ]);
  const rotating = types.filter(({ team }) => team?.mode === "round-robin");
  const names = await namesOf(app.kv, rotating);
  return {
    ...range,
    teamId,
    eventTypes: rotating.map((type) => {
      const ofType = decided.filter(({ typeId }) => typeId === type.id);
      const counts = ofType.map((day) => day.counts);
      return sharesOf(type, { by: bookedBy(days, type.id), counts, names });
    }),
    collectives: types.filter(({ team }) => team?.mode === "collective").map((
      { id, slug, title },
    ) => ({ id, slug, title, booked: sumOf(bookedBy(days, id)) })),
    isComplete: uncounted === 0,
  };
}

/** Pending and confirmed bookings of an event type by the member who was booked first. */
function bookedBy(days: readonly CountedDay[], typeId: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const { bookings } of days) {
    for (const { members } of Object.values(bookings[typeId] ?? {})) {
      for (const [hostId, n] of Object.entries(members)) {
        found.set(hostId, (found.get(hostId) ?? 0) + n);
      }
    }
  }
  return found;
}

interface Counted {
  by: Map<string, number>;
  /** What was decided on each date. */
  counts: DecidedCounts[];
  names: Map<string, string>;
}

function sharesOf(type: EventType, { by, counts, names }: Counted) {
  const members = type.team?.members ?? [];
  const weights = members.reduce((sum, { weight }) => sum + weight, 0);
  const booked = sumOf(by);
  const shares = members.map(({ hostId, weight, priority }) => ({
    hostId,
    name: names.get(hostId) ?? null,
    weight,
    priority,
    booked: by.get(hostId) ?? 0,
    share: booked === 0 ? 0 : (by.get(hostId) ?? 0) / booked,
    expectedShare: weight / weights,
    ...decisionsOn(hostId, counts),
  }));
  const byMembers = shares.reduce((sum, { booked }) => sum + booked, 0);
  const { id, slug, title } = type;
  return { id, slug, title, booked, bookedByOthers: booked - byMembers, members: shares };
}

function sumOf(by: Map<string, number>): number {
  return [...by.values()].reduce((sum, n) => sum + n, 0);
}

async function namesOf(kv: Deno.Kv, types: EventType[]): Promise<Map<string, string>> {
  const ids = new Set(types.flatMap(({ team }) => team?.members.map(({ hostId }) => hostId) ?? []));
  const hosts = await getHosts(kv, [...ids]);
  return new Map(hosts.flatMap((host) => host ? [[host.id, host.name]] : []));
}
