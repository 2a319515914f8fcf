import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { ObjectBody } from "$lib/scheduling/api-schemas.ts";
import { readJsonBody } from "$lib/server/http/json-body.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { apiResponse, problem, requireHost } from "$lib/server/http/problem-details.ts";
import { hostEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const type = await getEventType(app.kv, host.id, event.params.id);
  if (!type) return problem({ code: "not-found" });
  return apiResponse({ eventType: hostEventTypeJson(app.baseUrl, host, type) });
};

/** Changes what the body names and leaves the rest; with `revision` only if it is still current. */
export const PATCH: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const was = await getEventType(app.kv, host.id, event.params.id);
  if (!was) return problem({ code: "not-found" });
  const body = await readJsonBody(event.request, ObjectBody);
  if (!body.ok) return problem(body.refusal);
  const { revision = was.revision, ...changes } = body.value;
  if (Object.keys(changes).length === 0) {
    return apiResponse({ eventType: hostEventTypeJson(app.baseUrl, host, was) });
  }
  const input = parse(EventTypeInput, { ...was, ...changes });
  if (!input.ok) return problem(input.refusal);
  const edited = await eventTypes.edit(app, host.id, was.id, Number(revision), input.value);
  if (!edited.ok) return problem(edited.refusal);
  return apiResponse({ eventType: hostEventTypeJson(app.baseUrl, host, edited.value) });
};
