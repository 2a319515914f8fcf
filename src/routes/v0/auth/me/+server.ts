import { json } from "@sveltejs/kit";
import { problem } from "$lib/server/http/problem-details.ts";
import { profileOf } from "$lib/server/hosts/profile.ts";
import type { RequestHandler } from "./$types";

/** Who is signed in on this browser. */
export const GET: RequestHandler = ({ locals }) =>
  locals.host ? json({ ok: true, user: profileOf(locals.host) }) : problem({ code: "signed-out" });
