import * as v from "valibot";
import { partial, present, Timestamp } from "$lib/openapi/fields.ts";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import * as eventTypes from "../event-types/edit.ts";
import { duplicate, reorder } from "../event-types/edit.ts";
import { hostEventTypeJson } from "../event-types/event-type-json.ts";
import {
  getEventType as readEventType,
  listEventTypes as eventTypesOf,
} from "../store/event-types.ts";
import { operation } from "./operation.ts";

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
}, async ({ app, host }) => {
  const types = await eventTypesOf(app.kv, host.id);
  return accepted({
    eventTypes: types.map((type) => hostEventTypeJson(app.baseUrl, host, type)),
  });
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
}, async ({ app, host, body }) => {
  const { slug = slugOf(body.title), ...input } = body;
  if (slug === "") return refused("invalid", { fields: { slug: "slug-empty" } });
  const made = await eventTypes.create(app, host.id, { slug, ...input });
  return made.ok ? accepted({ eventType: hostEventTypeJson(app.baseUrl, host, made.value) }) : made;
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
}, async ({ app, host, params }) => {
  const type = await readEventType(app.kv, host.id, params.id);
  if (!type) return refused("not-found");
  return accepted({ eventType: hostEventTypeJson(app.baseUrl, host, type) });
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
}, async ({ app, host, params, body, revision }) => {
  const was = await readEventType(app.kv, host.id, params.id);
  if (!was) return refused("not-found");
  const { revision: expected = revision ?? was.revision, ...changes } = body;
  if (expected !== was.revision) return refused("changed");
  const isChanged = Object.keys(changes).length > 0;
  if (!isChanged) return accepted({ eventType: hostEventTypeJson(app.baseUrl, host, was) });
  const edited = await eventTypes.edit(app, host.id, was.id, expected, { ...was, ...changes });
  return edited.ok
    ? accepted({ eventType: hostEventTypeJson(app.baseUrl, host, edited.value) })
    : edited;
});

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
}, async ({ app, host, params }) => {
  const copy = await duplicate(app, host.id, params.id);
  if (!copy.ok) return copy;
  return accepted({ eventType: hostEventTypeJson(app.baseUrl, host, copy.value) });
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
}, async ({ app, host, params, body, revision }) => {
  const expected = body.revision ?? revision;
  const all = await reorder(app, host.id, params.id, body.by, expected);
  if (!all.ok) return all;
  const eventTypes = all.value.map((type) => hostEventTypeJson(app.baseUrl, host, type));
  return accepted({ eventTypes });
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
}, async ({ app, host, params, revision }) => {
  const gone = await eventTypes.remove(app, host.id, params.id, revision);
  return gone.ok ? accepted({ id: gone.value.id }) : gone;
});
