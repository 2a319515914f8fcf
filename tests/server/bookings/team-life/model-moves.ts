/** Bookings at another time or with another member in the model, also by an entry in a host's own calendar. */
import {
  rotationOrder,
  withAssignment,
  withReturn,
  withTransfer,
} from "$lib/scheduling/rotation.ts";
import { ended, membersOf, withoutMember, withRotation } from "./model-ends.ts";
import { freeAmong, isTakerOf, replace, takersOf, timesOf } from "./model-time.ts";
import {
  kinds,
  type Meet,
  MEETING,
  type Model,
  type ModelBooking,
  type RoundRobin,
  startOf,
  type Step,
  TTL,
} from "./steps.ts";

/** A booking at another time: a request keeps its deadline, confirmations begin anew. */
export function movedTo(was: ModelBooking, start: number): ModelBooking {
  return {
    ...was,
    start,
    until: was.until === null ? null : Math.min(was.until, start),
    move: null,
    sequence: was.sequence + 1,
    confirmations: [],
  };
}

/** The guest picks another time. */
export function moved(model: Model, was: ModelBooking, to: number, meet: Meet): Model | null {
  const { now } = model;
  const { mode, approval, keepsHost } = kinds[was.kind];
  const pending = was.move && was.move.until > now ? was.move : null;
  if ((was.start === to && !was.move) || pending?.start === to) return model;
  if (now >= was.start || to <= now) {
    meet("too late");
    return null;
  }
  const [own] = was.hosts as [number];
  if (was.status === "CONFIRMED" && approval) {
    if (!areFree(model, was, was.hosts, to)) return null;
    meet("move requested");
    const until = Math.min(now + TTL, to, was.start);
    return replace(model, was, { ...was, move: { start: to, until }, confirmations: [] });
  }
  if (mode === "collective") return collectiveMoved(model, was, to, meet);
  if (keepsHost && areFree(model, was, [own], to)) {
    meet("moved with the same member");
    return replace(model, was, movedTo(was, to));
  }
  const kind = was.kind as RoundRobin;
  const free = takersOf(model, kind).filter(({ hostId }) =>
    !(keepsHost && Number(hostId) === own) &&
    freeAmong(model, [Number(hostId)], [to], was).length > 0
  );
  const returned = withReturn(model.rotations[kind], was.turn, String(own));
  const [next] = rotationOrder(returned, free);
  if (!next) {
    meet("no member free");
    return null;
  }
  const host = Number(next.hostId);
  meet(host === own ? "moved with the same member" : "moved to another member");
  const { rotation, turn } = withAssignment(returned, free, next.hostId, now);
  const is = replace(model, was, { ...movedTo(was, to), hosts: [host], turn });
  return withRotation(is, kind, rotation);
}

function collectiveMoved(
  model: Model,
  was: ModelBooking,
  to: number,
  meet: Meet,
): Model | null {
  const required = was.hosts.filter((host) => !was.optional.includes(host));
  if (!areFree(model, was, required, to)) {
    meet("a required member is not free");
    return null;
  }
  meet("collective moved");
  const optional = kinds[was.kind].optional;
  const present = was.hosts.filter((host) => was.optional.includes(host));
  const others = optional.filter((host) =>
    !was.hosts.includes(host) && !was.withdrawn.includes(host)
  );
  const along = [...present, ...others].filter((host) =>
    !required.includes(host) && areFree(model, was, [host], to)
  );
  const hosts = [...required, ...along];
  const coming = hosts.filter((host) => !required.includes(host));
  return replace(model, was, { ...movedTo(was, to), hosts, optional: coming });
}

/** Whether these hosts still take the event type and have the new time free. */
function areFree(model: Model, was: ModelBooking, hosts: readonly number[], to: number): boolean {
  return hosts.every((host) => isTakerOf(model, was.kind, host)) &&
    freeAmong(model, hosts, [to], was).length === hosts.length;
}

/** A member's place given to whoever is free and has the turn; null where nobody is. */
export function givenTo(model: Model, was: ModelBooking, from: number): Model | null {
  const { now } = model;
  const { mode, required, optional } = kinds[was.kind];
  if (was.start <= now) return null;
  const isRoundRobin = mode === "round-robin";
  const kind = was.kind as RoundRobin;
  const named = isRoundRobin
    ? membersOf(model, kind).map(({ hostId }) => Number(hostId))
    : [...required, ...optional];
  const others = named.filter((host) =>
    ![...was.hosts, ...was.withdrawn, ...was.declinedBy].includes(host) &&
    isTakerOf(model, was.kind, host)
  );
  const free = freeAmong(model, others, timesOf(was, now), was);
  const candidates = isRoundRobin
    ? takersOf(model, kind).filter(({ hostId }) => free.includes(Number(hostId)))
    : [];
  const next = isRoundRobin ? rotationOrder(model.rotations[kind], candidates)[0]?.hostId : free[0];
  if (next === undefined) return null;
  const isPending = was.status === "PENDING";
  const rotation = isRoundRobin ? model.rotations[kind] : {};
  const given = !isRoundRobin ? null : was.turn !== null && rotation[from] !== undefined
    ? {
      rotation: withTransfer(rotation, String(from), String(next), now),
      turn: { ...was.turn, heldSince: now },
    }
    : withAssignment(rotation, candidates, String(next), now);
  const is: ModelBooking = {
    ...was,
    turn: given?.turn ?? null,
    hosts: was.hosts.map((host) => host === from ? Number(next) : host),
    optional: was.optional.map((host) => host === from ? Number(next) : host),
    confirmations: was.confirmations.filter((host) => host !== from),
    until: isPending ? Math.min(now + TTL, was.start) : null,
    sequence: was.sequence + (isPending ? 0 : 1),
  };
  const moved = replace(model, was, is);
  return given ? withRotation(moved, kind, given.rotation) : moved;
}

/** Moved to any time to come that the mover has free; a collective follows only where all other required members are free. */
export function dragged(
  model: Model,
  was: ModelBooking,
  { place, slot }: Extract<Step, { what: "drag" }>,
  meet: Meet,
): Model | null {
  const { now } = model;
  const to = startOf(slot);
  if (was.status !== "CONFIRMED") return null;
  if (was.start === to && !was.move) return model;
  const mover = was.hosts[place % was.hosts.length]!;
  const isCollective = kinds[was.kind].mode === "collective";
  const follows = (host: number) =>
    host === mover || (isTakerOf(model, was.kind, host) && isFree(host));
  const isFree = (host: number) => freeAmong(model, [host], [to], was).length > 0;
  const required = was.hosts.filter((host) => !was.optional.includes(host));
  const coming = was.hosts.filter(follows);
  const isMoved = was.start + MEETING > now && to > now && isFree(mover) &&
    required.every((host) => coming.includes(host)) &&
    coming.every((host) => !model.closed.includes(host));
  if (!isMoved) {
    if (isCollective) meet("entry put back");
    return null;
  }
  meet("entry moved");
  const is = { ...movedTo(was, to), hosts: coming };
  return replace(model, was, {
    ...is,
    optional: was.optional.filter((host) => coming.includes(host)),
  });
}

/** Deleted: a collective goes on without them where it can, everything else is cancelled. */
export function deleted(
  model: Model,
  was: ModelBooking,
  place: number,
  meet: Meet,
): Model | null {
  if (was.status !== "CONFIRMED") return null;
  const host = was.hosts[place % was.hosts.length]!;
  const others = was.hosts.filter((each) => each !== host && !was.optional.includes(each));
  if (kinds[was.kind].mode === "collective" && others.length > 0) {
    meet("withdrew by deleting their entry");
    return withoutMember(model, was, host);
  }
  meet("entry deleted");
  return ended(model, was, { ...was, status: "CANCELLED", sequence: was.sequence + 1 });
}
