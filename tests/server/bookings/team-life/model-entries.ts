/** What hosts do with their entries in their own calendars, in the model. */
import { ended, withoutMember } from "./model-ends.ts";
import { movedTo } from "./model-moves.ts";
import { freeAmong, isTakerOf, replace } from "./model-time.ts";
import {
  kinds,
  type Meet,
  MEETING,
  type Model,
  type ModelBooking,
  startOf,
  type Step,
} from "./steps.ts";

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
