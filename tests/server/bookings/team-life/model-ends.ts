/** What hosts and guests decide in the model, how requests and meetings end, and what becomes of the turn of their member. */
import {
  type Rotation,
  rotationOrder,
  withAssignment,
  withReturn,
} from "$lib/scheduling/rotation.ts";
import { movedTo } from "./model-moves.ts";
import { freeAmong, replace, takersOf } from "./model-time.ts";
import {
  kinds,
  type Meet,
  MEETING,
  type Model,
  type ModelBooking,
  OWNER,
  type RoundRobin,
  type Step,
  TTL,
} from "./steps.ts";

type Decision = Extract<
  Step,
  { what: "confirm" | "reject" | "confirm-own" | "reject-own" | "cancel" }
>;

export function decided(
  model: Model,
  was: ModelBooking,
  step: Decision,
  meet: Meet,
): Model | null {
  if (step.what === "cancel") return cancelled(model, was, step.host, meet);
  const host = "place" in step ? was.hosts[step.place % was.hosts.length]! : step.host;
  const deciding = was.hosts.filter((each) => !was.optional.includes(each));
  const isManager = !deciding.includes(host) && host === OWNER;
  if (!deciding.includes(host) && !isManager) {
    meet("not theirs to decide");
    return null;
  }
  if (step.what === "reject" || step.what === "reject-own") return declined(model, was, meet);
  return confirmed(model, was, { host, deciding, isManager }, meet);
}

function declined(model: Model, was: ModelBooking, meet: Meet): Model | null {
  if (was.status === "CONFIRMED") {
    if (!was.move || was.move.until <= model.now) return null;
    meet("move declined");
    return replace(model, was, { ...was, move: null });
  }
  const passed = passedOn(model, was);
  const isOne = kinds[was.kind].mode === "collective" && was.hosts.length > 1;
  meet(passed ? "passed on when declined" : isOne ? "declined by one of several" : "declined");
  return passed ?? ended(model, was, { ...was, status: "REJECTED" });
}

function confirmed(
  model: Model,
  was: ModelBooking,
  { host, deciding, isManager }: { host: number; deciding: number[]; isManager: boolean },
  meet: Meet,
): Model | null {
  const isMove = was.status === "CONFIRMED";
  if (isMove && (!was.move || was.move.until <= model.now)) return null;
  if (!isManager && was.confirmations.includes(host)) return model;
  const isLast = kinds[was.kind].mode === "round-robin" ||
    kinds[was.kind].confirmedBy === "first" ||
    deciding.every((each) => each === host || was.confirmations.includes(each));
  if (!isManager && !isLast) {
    meet("confirmed, others to follow");
    return replace(model, was, { ...was, confirmations: [...was.confirmations, host] });
  }
  if (isManager) meet("confirmed for all by a manager");
  else meet(was.confirmations.length > 0 ? "confirmed by the last" : "confirmed by one");
  if (!isMove) return replace(model, was, { ...was, status: "CONFIRMED", until: null });
  meet("move confirmed");
  return replace(model, was, movedTo(was, was.move!.start));
}

function cancelled(
  model: Model,
  was: ModelBooking,
  host: number | null,
  meet: Meet,
): Model | null {
  const { now } = model;
  if (host !== null && !was.hosts.includes(host) && host !== OWNER) {
    meet("not theirs to decide");
    return null;
  }
  const isOver = was.status === "CONFIRMED" && was.start + MEETING <= now;
  if (host === null ? now >= was.start : isOver) {
    meet("too late");
    return null;
  }
  meet(host === null ? "cancelled by guest" : "cancelled by host");
  return ended(model, was, { ...was, status: "CANCELLED", sequence: was.sequence + 1 });
}

/** A request of a round robin that its member declines or lets expire goes once to the next; null where it ends. */
export function passedOn(model: Model, was: ModelBooking): Model | null {
  const { now } = model;
  if (kinds[was.kind].whenDeclined !== "next-member" || was.declinedBy.length > 0) return null;
  if (was.start <= now) return null;
  const kind = was.kind as RoundRobin;
  const [from] = was.hosts as [number];
  const others = takersOf(model, kind).filter(({ hostId }) => Number(hostId) !== from);
  const free = others.filter(({ hostId }) =>
    !hasOverdue(model, was, Number(hostId)) &&
    freeAmong(model, [Number(hostId)], [was.start]).length > 0
  );
  const returned = withReturn(model.rotations[kind], was.turn, String(from));
  const [next] = rotationOrder(returned, free);
  if (!next) return null;
  const { rotation, turn } = withAssignment(returned, free, next.hostId, now);
  const is: ModelBooking = {
    ...was,
    turn,
    hosts: [Number(next.hostId)],
    declinedBy: [from],
    until: Math.min(now + TTL, was.start),
  };
  return withRotation(replace(model, was, is), kind, rotation);
}

/** Whether another booking of a host is past its deadline and not yet settled: until then their time is not given away. */
function hasOverdue({ bookings, now }: Model, own: ModelBooking, host: number): boolean {
  return bookings.some((each) => {
    const until = each.status === "PENDING" ? each.until : each.move?.until ?? null;
    return each !== own && each.hosts.includes(host) && until !== null && until <= now;
  });
}

/** A booking that ends: declined, expired, or cancelled before it begins, its round robin gets the assignment back. */
export function ended(model: Model, was: ModelBooking, to: ModelBooking): Model {
  const is = replace(model, was, { ...to, until: null, move: null });
  if (kinds[was.kind].mode !== "round-robin") return is;
  const isExpired = was.status === "PENDING" && was.until! <= model.now;
  const isBack = to.status === "REJECTED" || isExpired || model.now < was.start;
  if (!isBack) return is;
  const kind = was.kind as RoundRobin;
  const back = withReturn(model.rotations[kind], was.turn, String(was.hosts[0]));
  return withRotation(is, kind, back);
}

export function withRotation(model: Model, kind: RoundRobin, rotation: Rotation): Model {
  return { ...model, rotations: { ...model.rotations, [kind]: rotation } };
}

/** The members of a round robin, whether they are free or not. */
export function membersOf(model: Model, kind: RoundRobin) {
  return Object.entries(model.weights[kind]).map(([hostId, weight]) => ({
    hostId,
    weight,
    priority: 3,
  }));
}

/** A collective that a member no longer takes part in; the others keep it. */
export function withoutMember(model: Model, was: ModelBooking, host: number): Model {
  const without = (hosts: number[]) => hosts.filter((each) => each !== host);
  return replace(model, was, {
    ...was,
    hosts: without(was.hosts),
    optional: without(was.optional),
    confirmations: without(was.confirmations),
    withdrawn: [...without(was.withdrawn), host],
  });
}
