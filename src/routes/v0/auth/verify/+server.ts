import { json } from "@sveltejs/kit";
import { readJson } from "$lib/server/body.ts";
import { problem } from "$lib/server/http.ts";
import { profileOf } from "$lib/server/profile.ts";
import { signInHere } from "$lib/server/session-cookie.ts";
import { enter } from "$lib/server/sign-in.ts";
import * as v from "valibot";
import type { RequestHandler } from "./$types";

const Body = v.object({
  token: v.pipe(v.string(), v.maxLength(1000)),
  name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(120)), ""),
  timezone: v.optional(v.string(), ""),
});

/** Uses a sign-in link up; the session comes as a cookie. */
export const POST: RequestHandler = async (event) => {
  const body = await readJson(event.request, Body);
  if (!body.ok) return problem(body.refusal);
  const { token, name, timezone } = body.value;
  const entered = await enter(event.locals.app, token, { name, zone: timezone });
  if (!entered.ok) return problem(entered.refusal);
  const { host, way } = entered.value;
  if (way) await signInHere(event, host.id, way);
  return json({ ok: true, user: profileOf(host) });
};
