/** The life of a team's bookings in the plainest way: what the store must say after each step. */
import { type AssignedTurn, rotationOrder, withAssignment } from "$lib/scheduling/rotation.ts";
import { clockAfter, isTimed } from "../../../support/model-life.ts";
import { decided, ended, passedOn } from "./model-ends.ts";
import { closed, isComing, left, withWeights } from "./model-members.ts";
import { deleted, dragged, givenTo, moved } from "./model-moves.ts";
import { freeAmong, isLive, isTakerOf, replace, takersOf } from "./model-time.ts";
import {
  type Kind,
  kinds,
  type Meet,
  type Model,
  type ModelBooking,
  OWNER,
  type RoundRobin,
  startOf,
  type Step,
  TTL,
} from "./steps.ts";

/** What a step makes of the model; null when it is refused. */
export function after(model: Model, step: Step, meet: Meet): Model | null {
  if (isTimed(step)) return expired({ ...model, now: clockAfter(model, step) }, meet);
  switch (step.what) {
    case "join":
      if (model.members.includes(step.host) || model.closed.includes(step.host)) return null;
      meet("joined");
      return { ...model, members: [...model.members, step.host].sort() };
    case "leave":
      return left(model, step, meet);
    case "close":
      return closed(model, step.host, meet);
    case "weights":
      return reweighted(model, step, meet);
    case "request":
      return requested(model, step, meet);
    default: {
      const was = model.bookings[step.nth];
      if (!was) return null;
      if (!isLive(was, model.now)) {
        meet("not live any more");
        return null;
      }
      if (step.what === "move") return moved(model, was, startOf(step.slot), meet);
      if (step.what === "give") {
        const from = was.hosts[step.place % was.hosts.length]!;
        const by = step.by === "own" ? from : OWNER;
        const given = givenTo(model, was, from);
        if (!given) meet("nobody to give it to");
        else meet(by === from ? "given to another" : "given by a manager");
        return given;
      }
      if (step.what === "drag") return dragged(model, was, step, meet);
      if (step.what === "delete") return deleted(model, was, step.place, meet);
      return decided(model, was, step, meet);
    }
  }
}

function reweighted(
  model: Model,
  { kind, weights }: Extract<Step, { what: "weights" }>,
  meet: Meet,
): Model | null {
  const given = Object.fromEntries(
    weights.flatMap((weight, host) =>
      weight > 0 && model.members.includes(host) ? [[host, weight]] : []
    ),
  );
  if (Object.keys(given).length === 0) return null;
  meet("weights set");
  return withWeights(model, kind, given);
}

function requested(
  model: Model,
  { kind, slot, guest }: Extract<Step, { what: "request" }>,
  meet: Meet,
): Model | null {
  const { now } = model;
  const start = startOf(slot);
  const { mode, approval } = kinds[kind];
  if (start <= now) {
    meet("too late");
    return null;
  }
  const assigned = mode === "round-robin"
    ? byRotation(model, kind as RoundRobin, start, guest, meet)
    : together(model, kind, start, meet);
  if (!assigned) return null;
  const booking: ModelBooking = {
    kind,
    guest,
    start,
    hosts: assigned.hosts,
    status: approval ? "PENDING" : "CONFIRMED",
    until: approval ? Math.min(now + TTL, start) : null,
    move: null,
    sequence: 0,
    optional: assigned.hosts.filter((host) => kinds[kind].optional.includes(host)),
    confirmations: [],
    declinedBy: [],
    withdrawn: [],
    turn: assigned.turn ?? null,
  };
  return { ...assigned.model, bookings: [...model.bookings, booking] };
}

function byRotation(
  model: Model,
  kind: RoundRobin,
  start: number,
  guest: number,
  meet: Meet,
): { hosts: number[]; turn: AssignedTurn; model: Model } | null {
  const { now } = model;
  const free = takersOf(model, kind).filter(({ hostId }) =>
    freeAmong(model, [Number(hostId)], [start]).length > 0
  );
  if (free.length === 0) {
    meet("no member free");
    return null;
  }
  const met = model.bookings.filter((each) =>
    each.kind === kind && each.guest === guest && isComing(each, now)
  ).flatMap(({ hosts }) => hosts);
  const same = kinds[kind].prefersSameHost
    ? free.find(({ hostId }) => met.includes(Number(hostId)))
    : undefined;
  const chosen = same ?? rotationOrder(model.rotations[kind], free)[0]!;
  meet(same ? "same member again" : "assigned by rotation");
  const before = model.rotations[kind];
  const { rotation: is, turn } = withAssignment(before, free, chosen.hostId, now);
  return {
    turn,
    hosts: [Number(chosen.hostId)],
    model: { ...model, rotations: { ...model.rotations, [kind]: is } },
  };
}

function together(
  model: Model,
  kind: Kind,
  start: number,
  meet: Meet,
): { hosts: number[]; turn?: AssignedTurn; model: Model } | null {
  const { required, optional } = kinds[kind];
  if (!required.every((host) => isTakerOf(model, kind, host))) {
    meet("a required member has left");
    return null;
  }
  if (freeAmong(model, required, [start]).length < required.length) {
    meet("a required member is not free");
    return null;
  }
  meet("collective booked");
  const along = freeAmong(model, optional.filter((host) => isTakerOf(model, kind, host)), [start]);
  if (along.length > 0) meet("an optional member comes along");
  return { hosts: [...required, ...along], model };
}

/** Whatever is past its deadline, in the order in which it was requested: passed on, or over. */
function expired(model: Model, meet: Meet): Model {
  let is = model;
  for (const [n] of model.bookings.entries()) {
    const was = is.bookings[n]!;
    if (was.status === "CONFIRMED" && was.move && was.move.until <= is.now) {
      is = replace(is, was, { ...was, move: null });
    }
    if (was.status !== "PENDING" || was.until! > is.now) continue;
    const passed = passedOn(is, was);
    meet(passed ? "passed on when expired" : "expired");
    is = passed ?? ended(is, was, { ...was, status: "CANCELLED" });
  }
  return is;
}
