import { json } from "@sveltejs/kit";
import { readJsonBody } from "$lib/server/http/json-body.ts";
import { problem } from "$lib/server/http/problem-details.ts";
import { sendSignInLink } from "$lib/server/auth/magic-links.ts";
import * as v from "valibot";
import type { RequestHandler } from "./$types";

const Body = v.object({ email: v.string(), to: v.optional(v.string()) });

/** Emails a sign-in link; an unknown address gets the same response. */
export const POST: RequestHandler = async ({ locals, request }) => {
  const body = await readJsonBody(request, Body);
  if (!body.ok) return problem(body.refusal);
  const mailed = await sendSignInLink(locals.app, body.value.email, locals.client, body.value.to);
  return mailed.ok ? json({ ok: true }, { status: 202 }) : problem(mailed.refusal);
};
