import { EventTypeWish } from "$lib/scheduling/event-type.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { ObjectBody } from "$lib/scheduling/api.ts";
import { readJson } from "$lib/server/body.ts";
import * as eventTypes from "$lib/server/event-types.ts";
import { answer, problem, signedIn } from "$lib/server/http.ts";
import { ownEventType } from "$lib/server/own-event-type.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import type { RequestHandler } from "./$types";

/** The host's event types, in the host's order. */
export const GET: RequestHandler = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const types = await listEventTypes(app.kv, host.id);
  return answer({ eventTypes: types.map((type) => ownEventType(app.baseUrl, host, type)) });
};

/** A new event type; without an address it has one made of its title. */
export const POST: RequestHandler = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const body = await readJson(event.request, ObjectBody);
  if (!body.ok) return problem(body.refusal);
  const slug = slugOf(String(body.value["title"] ?? ""));
  const wish = parse(EventTypeWish, { slug, ...body.value });
  if (!wish.ok) return problem(wish.refusal);
  const made = await eventTypes.create(app, host.id, wish.value);
  if (!made.ok) return problem(made.refusal);
  return answer({ eventType: ownEventType(app.baseUrl, host, made.value) }, 201);
};
