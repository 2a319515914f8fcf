import { json } from "@sveltejs/kit";
import { readJson } from "$lib/server/body.ts";
import { problem } from "$lib/server/http.ts";
import { mailSignIn } from "$lib/server/mailed-links.ts";
import * as v from "valibot";
import type { RequestHandler } from "./$types";

const Body = v.object({ email: v.string(), to: v.optional(v.string()) });

/** Mails a link that signs in; the same answer for an unknown address, and never with the link. */
export const POST: RequestHandler = async ({ locals, request }) => {
  const body = await readJson(request, Body);
  if (!body.ok) return problem(body.refusal);
  const mailed = await mailSignIn(locals.app, body.value.email, locals.client, body.value.to);
  return mailed.ok ? json({ ok: true }, { status: 202 }) : problem(mailed.refusal);
};
