import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { ObjectBody } from "$lib/scheduling/api-schemas.ts";
import { readJsonBody } from "$lib/server/http/json-body.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { apiResponse, problem, requireHost } from "$lib/server/http/problem-details.ts";
import { hostEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import type { RequestHandler } from "./$types";

/** The host's event types, in the host's order. */
export const GET: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const types = await listEventTypes(app.kv, host.id);
  return apiResponse({
    eventTypes: types.map((type) => hostEventTypeJson(app.baseUrl, host, type)),
  });
};

/** Creates an event type; a missing slug is made from the title. */
export const POST: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const body = await readJsonBody(event.request, ObjectBody);
  if (!body.ok) return problem(body.refusal);
  const slug = slugOf(String(body.value["title"] ?? ""));
  const input = parse(EventTypeInput, { slug, ...body.value });
  if (!input.ok) return problem(input.refusal);
  const made = await eventTypes.create(app, host.id, input.value);
  if (!made.ok) return problem(made.refusal);
  return apiResponse({ eventType: hostEventTypeJson(app.baseUrl, host, made.value) }, 201);
};
