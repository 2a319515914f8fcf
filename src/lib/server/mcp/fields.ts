/** Input fields that several tools take; their descriptions are for the agent. */
import * as v from "valibot";
import { Instant } from "$lib/scheduling/api-schemas.ts";
import { Message } from "$lib/scheduling/many-lines.ts";
import { mcp } from "$lib/i18n/english-only/index.ts";

export const words = mcp;
const { fields } = words;

const anyId = v.pipe(v.string(), v.minLength(1, "fill-in"), v.maxLength(64, "too-long"));

/** An id of something, with a description. */
export function id(description: string) {
  return v.pipe(anyId, v.description(description));
}

export const EventTypeId = id(fields.eventTypeId);
export const TeamId = id(fields.teamId);
export const MemberId = id(fields.memberId);
export const BookingId = id(fields.bookingId);

/** An instant with its offset, with a description. */
export function instant(description: string) {
  return v.pipe(Instant, v.description(description));
}

/** A text that the guest reads, up to 1,000 characters. */
export function message(description: string) {
  return v.optional(v.pipe(Message, v.description(description)), "");
}

/** Whether a manager decides on a team's booking for all of its members. */
export const ForAll = v.optional(v.pipe(v.boolean(), v.description(fields.forAll)), false);

/** The revision that was seen of what is changed. */
export function revision(description: string) {
  return v.pipe(v.number(), v.integer(), v.description(description));
}

/** Fingerprints of the conflicts that the host has agreed to override. */
export const Acknowledged = v.optional(
  v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(100, "too-long"))),
    v.maxLength(200, "too-long"),
    v.description(fields.acknowledged),
  ),
  () => [],
);

/** Whether the later dates of a series are changed with one of them. */
export const LaterDates = v.optional(
  v.pipe(v.boolean(), v.description(fields.laterDates)),
  false,
);

/** Further dates of the series of a booking that are decided on with it. */
export const OtherDates = v.optional(
  v.pipe(
    v.array(v.object({ bookingId: BookingId, revision: revision(fields.revision) })),
    v.maxLength(12, "too-long"),
    v.description(fields.otherDates),
  ),
  () => [],
);
