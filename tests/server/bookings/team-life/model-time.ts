/** Whose time is free in the model, and who takes an event type. */
import type { TypeMember } from "$lib/scheduling/team-terms.ts";
import { type Kind, kinds, type Model, type ModelBooking, type RoundRobin } from "./steps.ts";

export function isLive({ status, until }: ModelBooking, now: number): boolean {
  return status === "CONFIRMED" || (status === "PENDING" && until! > now);
}

/** The times that a booking holds: its own, and one that is requested. */
export function timesOf({ start, move }: ModelBooking, now: number): number[] {
  return [start, ...move && move.until > now ? [move.start] : []];
}

/** Those of the hosts who have all of these times free, but for one booking; all meetings are equally long. */
export function freeAmong(
  { bookings, now }: Model,
  hosts: readonly number[],
  starts: readonly number[],
  own: ModelBooking | null = null,
): number[] {
  const live = bookings.filter((each) => each !== own && isLive(each, now));
  return hosts.filter((host) =>
    live.every((each) =>
      !each.hosts.includes(host) || timesOf(each, now).every((start) => !starts.includes(start))
    )
  );
}

/** Whether a host takes bookings of an event type: named there, and in the team. */
export function isTakerOf({ members, weights }: Model, kind: Kind, host: number): boolean {
  const { mode, required, optional } = kinds[kind];
  const named = mode === "round-robin"
    ? host in weights[kind as RoundRobin]
    : [...required, ...optional].includes(host);
  return named && members.includes(host);
}

/** The members of a round robin who are in the team. */
export function takersOf(
  model: Model,
  kind: RoundRobin,
): Pick<TypeMember, "hostId" | "weight" | "priority">[] {
  return Object.entries(model.weights[kind])
    .filter(([host]) => isTakerOf(model, kind, Number(host)))
    .map(([hostId, weight]) => ({ hostId, weight, priority: 3 }));
}

export function replace(model: Model, was: ModelBooking, is: ModelBooking): Model {
  return { ...model, bookings: model.bookings.map((each) => each === was ? is : each) };
}
