/** What hosts and guests decide in the model. */
import { ended, passedOn } from "./model-ends.ts";
import { movedTo } from "./model-moves.ts";
import { replace } from "./model-time.ts";
import {
  kinds,
  type Meet,
  MEETING,
  type Model,
  type ModelBooking,
  OWNER,
  type Step,
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
