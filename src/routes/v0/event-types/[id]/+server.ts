import { EventTypeWish } from "$lib/scheduling/event-type.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { ObjectBody } from "$lib/scheduling/api.ts";
import { readJson } from "$lib/server/body.ts";
import * as eventTypes from "$lib/server/event-types.ts";
import { answer, problem, signedIn } from "$lib/server/http.ts";
import { ownEventType } from "$lib/server/own-event-type.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const type = await getEventType(app.kv, host.id, event.params.id);
  if (!type) return problem({ code: "not-found" });
  return answer({ eventType: ownEventType(app.baseUrl, host, type) });
};

/** Changes what the body names and leaves the rest; with `revision` only if the type is still the one that was read. */
export const PATCH: RequestHandler = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const was = await getEventType(app.kv, host.id, event.params.id);
  if (!was) return problem({ code: "not-found" });
  const body = await readJson(event.request, ObjectBody);
  if (!body.ok) return problem(body.refusal);
  const { revision = was.revision, ...changes } = body.value;
  if (Object.keys(changes).length === 0) {
    return answer({ eventType: ownEventType(app.baseUrl, host, was) });
  }
  const wish = parse(EventTypeWish, { ...was, ...changes });
  if (!wish.ok) return problem(wish.refusal);
  const edited = await eventTypes.edit(app, host.id, was.id, Number(revision), wish.value);
  if (!edited.ok) return problem(edited.refusal);
  return answer({ eventType: ownEventType(app.baseUrl, host, edited.value) });
};
