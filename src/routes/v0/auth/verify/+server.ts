import { json } from "@sveltejs/kit";
import { readJsonBody } from "$lib/server/http/json-body.ts";
import { problem } from "$lib/server/http/problem-details.ts";
import { profileOf } from "$lib/server/hosts/profile.ts";
import { startBrowserSession } from "$lib/server/auth/session-cookie.ts";
import { useLink } from "$lib/server/auth/sign-in-links.ts";
import * as v from "valibot";
import type { RequestHandler } from "./$types";

const Body = v.object({
  token: v.pipe(v.string(), v.maxLength(1000)),
  name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(120)), ""),
  timezone: v.optional(v.string(), ""),
});

/** Uses a sign-in link; the session is set as a cookie. */
export const POST: RequestHandler = async (event) => {
  const body = await readJsonBody(event.request, Body);
  if (!body.ok) return problem(body.refusal);
  const { token, name, timezone } = body.value;
  const entered = await useLink(event.locals.app, token, { name, zone: timezone });
  if (!entered.ok) return problem(entered.refusal);
  const { host, method } = entered.value;
  if (method) await startBrowserSession(event, host.id, method);
  return json({ ok: true, user: profileOf(host) });
};
