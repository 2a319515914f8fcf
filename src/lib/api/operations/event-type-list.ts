import * as v from "valibot";
import { operation } from "../operation.ts";
import { EventTypeAnswer } from "./event-types.ts";

const tag = "Event types";

export const duplicateEventType = operation({
  id: "eventTypes.duplicate",
  method: "POST",
  path: "/v0/event-types/{id}/duplicate",
  tag,
  summary: "Duplicate an event type",
  description: "The copy is inactive, last in order, and has the same email texts.",
  access: "settings",
  answer: v.object({ eventType: EventTypeAnswer }),
  revised: "eventType",
  refusals: ["invalid"],
});

export const reorderEventType = operation({
  id: "eventTypes.reorder",
  method: "POST",
  path: "/v0/event-types/{id}/reorder",
  tag,
  summary: "Move an event type up or down",
  description:
    "It changes places with the one before (-1) or after (1), and both get a new revision; the first and last stay. With `revision` or If-Match only if its revision is still current.",
  access: "settings",
  body: v.object({ by: v.picklist([-1, 1]), revision: v.exactOptional(v.number()) }),
  answer: v.object({ eventTypes: v.array(EventTypeAnswer) }),
  conditional: true,
  refusals: ["changed"],
  status: 200,
  example: { body: { by: 1 } },
});

export const deleteEventType = operation({
  id: "eventTypes.delete",
  method: "DELETE",
  path: "/v0/event-types/{id}",
  tag,
  summary: "Delete an event type",
  description: "Its bookings stay.",
  access: "settings",
  conditional: true,
  answer: v.object({ id: v.string() }),
});
