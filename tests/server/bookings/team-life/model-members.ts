/** Who is in the team of the model, and what becomes of the bookings of those who leave it. */
import { withMembers } from "$lib/scheduling/rotation.ts";
import { ended, withoutMember } from "./model-ends.ts";
import { givenTo } from "./model-moves.ts";
import { isLive } from "./model-time.ts";
import {
  kinds,
  type Meet,
  MEETING,
  type Model,
  type ModelBooking,
  OWNER,
  type RoundRobin,
  roundRobins,
  type Step,
} from "./steps.ts";

export function left(
  model: Model,
  { host, bookings }: Extract<Step, { what: "leave" }>,
  meet: Meet,
): Model | null {
  if (!model.members.includes(host)) return null;
  if (host === OWNER) {
    meet("the last owner stays");
    return null;
  }
  meet("left");
  let is = withoutHost(model, host);
  const theirs = is.bookings.filter((each) => each.hosts.includes(host) && isComing(each, is.now))
    .toSorted((a, b) => a.start - b.start);
  for (const was of theirs) {
    if (was.optional.includes(host)) {
      meet("left out on leaving");
      is = withoutMember(is, was, host);
    } else if (bookings === "hand-over") {
      const given = givenTo(is, was, host);
      meet(given ? "handed over on leaving" : "kept as nobody is free");
      is = given ?? is;
    } else {
      meet("cancelled on leaving");
      is = ended(is, was, { ...was, status: "CANCELLED", sequence: was.sequence + 1 });
    }
  }
  return is;
}

/** An account is closed: round robins are given away where somebody is free, everything else to come is cancelled. */
export function closed(model: Model, host: number, meet: Meet): Model | null {
  if (model.closed.includes(host)) return null;
  if (host === OWNER) {
    meet("the last owner stays");
    return null;
  }
  meet("closed");
  const out = { ...model, closed: [...model.closed, host].sort() };
  let is = model.members.includes(host) ? withoutHost(out, host) : out;
  for (const status of ["PENDING", "CONFIRMED"] as const) {
    const theirs = is.bookings.filter((each) =>
      each.hosts.includes(host) && each.status === status && each.start > is.now
    ).toSorted((a, b) => a.start - b.start);
    for (const was of theirs) {
      const isOptional = was.optional.includes(host);
      const given = isOptional
        ? withoutMember(is, was, host)
        : kinds[was.kind].mode === "round-robin"
        ? givenTo(is, was, host)
        : null;
      meet(
        isOptional
          ? "left out on leaving"
          : given
          ? "handed over on closing"
          : "cancelled on closing",
      );
      is = given ??
        ended(is, was, { ...was, status: "CANCELLED", sequence: was.sequence + 1 });
    }
  }
  return is;
}

/** The team and its round robins without a host. */
function withoutHost(model: Model, host: number): Model {
  let is: Model = { ...model, members: model.members.filter((each) => each !== host) };
  for (const kind of roundRobins) {
    const { [host]: _, ...weights } = is.weights[kind];
    if (host in is.weights[kind]) is = withWeights(is, kind, weights);
  }
  return is;
}

export function withWeights(
  model: Model,
  kind: RoundRobin,
  weights: Record<number, number>,
): Model {
  const rotation = withMembers(model.rotations[kind], Object.keys(weights), model.now);
  // Nobody has a turn before the first booking.
  const isNew = model.bookings.every((each) => each.kind !== kind);
  return {
    ...model,
    weights: { ...model.weights, [kind]: weights },
    rotations: { ...model.rotations, [kind]: isNew ? {} : rotation },
  };
}

/** Whether a booking holds time that is not over. */
export function isComing(booking: ModelBooking, now: number): boolean {
  const last = Math.max(booking.start, booking.move?.start ?? 0);
  return isLive(booking, now) && last + MEETING > now;
}
