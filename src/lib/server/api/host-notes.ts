import * as v from "valibot";
import { Timestamp } from "$lib/openapi/fields.ts";
import { type HostNote, HostNoteText } from "$lib/scheduling/host-note.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as bookings from "../bookings/index.ts";
import { operation } from "./operation.ts";

const shared = {
  path: "/v0/me/bookings/{id}/note",
  tag: "Bookings",
  answer: v.object({
    note: v.object({
      text: v.string(),
      changedAt: v.nullable(Timestamp),
      revision: v.number(),
    }),
  }),
  revised: "note",
} as const;

export const getNote = operation({
  ...shared,
  id: "bookings.note",
  method: "GET",
  summary: "Get what you noted on a booking",
  description:
    "Guests, webhooks and other members never get it; each host of a team’s booking has their own.",
  access: "read",
}, async ({ app, host, params }) => {
  const found = await bookings.getHostNote(app, params.id, host.id);
  return found.ok ? accepted({ note: noteJson(found.value) }) : found;
});

export const setNote = operation({
  ...shared,
  id: "bookings.setNote",
  method: "PUT",
  summary: "Note something on a booking for yourself",
  description:
    "Up to 2,000 characters of plain text; empty to remove it. It is deleted with the guest’s data, and when the booking is given to another member.",
  access: "bookings",
  body: v.object({ text: HostNoteText, revision: v.optional(v.pipe(v.number(), v.integer())) }),
  refusals: ["changed", "busy"],
  example: { body: { text: "Prefers to be called Tilda" } },
}, async ({ app, host, params, body, revision }) => {
  const { text, revision: expected = revision } = body;
  const note = { hostId: host.id, text, revision: expected };
  const noted = await bookings.setHostNote(app, params.id, note);
  return noted.ok ? accepted({ note: noteJson(noted.value) }) : noted;
});

function noteJson({ text, changedAt, revision }: HostNote) {
  return { text, changedAt: changedAt ? new Date(changedAt).toISOString() : null, revision };
}
