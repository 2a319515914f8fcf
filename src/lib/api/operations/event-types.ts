import * as v from "valibot";
import { EventTypeInput } from "../../scheduling/event-type.ts";
import { partial, present, Timestamp } from "../fields.ts";
import { operation } from "../operation.ts";

const tag = "Event types";

/** An event type with all its settings. */
export const EventTypeAnswer = v.object({
  id: v.string(),
  ...present(EventTypeInput.entries),
  scheduleId: v.string(),
  reminders: v.array(v.object({
    id: v.string(),
    side: v.picklist(["before", "after"]),
    minutes: v.number(),
    to: v.picklist(["guest", "host", "both"]),
  })),
  alarm: v.nullable(v.number()),
  order: v.number(),
  revision: v.number(),
  createdAt: Timestamp,
  /** Its booking page; null where it has none of its own. */
  page: v.nullable(v.string()),
});

const one = v.object({ eventType: EventTypeAnswer });
const changes = partial(EventTypeInput.entries);

export const listEventTypes = operation({
  id: "eventTypes.list",
  method: "GET",
  path: "/v0/event-types",
  tag,
  summary: "List event types",
  access: "read",
  answer: v.object({ eventTypes: v.array(EventTypeAnswer) }),
});

export const createEventType = operation({
  id: "eventTypes.create",
  method: "POST",
  path: "/v0/event-types",
  tag,
  summary: "Create an event type",
  description: "Without a slug it is made from the title.",
  access: "settings",
  body: v.object({ ...EventTypeInput.entries, slug: changes.slug }),
  answer: one,
  revised: "eventType",
  refusals: ["name-taken", "name-reserved"],
  example: { body: { title: "Office hours", durations: [30] } },
});

export const getEventType = operation({
  id: "eventTypes.get",
  method: "GET",
  path: "/v0/event-types/{id}",
  tag,
  summary: "Get an event type",
  access: "read",
  answer: one,
  revised: "eventType",
});

export const updateEventType = operation({
  id: "eventTypes.update",
  method: "PATCH",
  path: "/v0/event-types/{id}",
  tag,
  summary: "Change an event type",
  description:
    "Changes the fields that the body names; with `revision` or If-Match only if it is still current.",
  access: "settings",
  body: v.object({ ...changes, revision: v.optional(v.number()) }),
  answer: one,
  revised: "eventType",
  refusals: ["name-taken", "name-reserved", "changed"],
  example: { body: { title: "Intro call" } },
});
