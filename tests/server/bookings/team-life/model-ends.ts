/** How requests and meetings end in the model, and what becomes of the turn of their member. */
import {
  type Rotation,
  rotationOrder,
  withAssignment,
  withReturn,
} from "$lib/scheduling/rotation.ts";
import { freeAmong, replace, takersOf } from "./model-time.ts";
import { kinds, type Model, type ModelBooking, type RoundRobin, TTL } from "./steps.ts";

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
