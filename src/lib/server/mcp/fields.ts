/** Input fields that several tools take; their descriptions are for the agent. */
import * as v from "valibot";
import { Instant } from "$lib/scheduling/api-schemas.ts";
import { messages } from "$lib/i18n/messages.ts";

export const words = messages("en").mcp;
const { fields } = words;

const id = v.pipe(v.string(), v.minLength(1, "fill-in"), v.maxLength(64, "too-long"));

export const EventTypeId = v.pipe(id, v.description(fields.eventTypeId));
export const BookingId = v.pipe(id, v.description(fields.bookingId));

/** An instant with its offset, with a description. */
export function instant(description: string) {
  return v.pipe(Instant, v.description(description));
}

/** A text that the guest reads, up to 1,000 characters. */
export function message(description: string) {
  return v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.toWellFormed()),
      v.trim(),
      v.maxLength(1000, "too-long"),
      v.check((text) => !/[^\P{Cc}\r\n\t]/u.test(text), "control-characters"),
      v.description(description),
    ),
    "",
  );
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
