import type { RequestHandler } from "./$types";
import { answerDoctor } from "$lib/server/doctor-question.ts";

/** The process is alive and answers; to `deno task doctor` it says how it was reached. */
export const GET: RequestHandler = async ({ locals, request, url }) => {
  const arrival = await answerDoctor(locals.app, request, url);
  return Response.json({ ok: true, ...(arrival ? { arrival } : {}) }, {
    headers: { "cache-control": "no-store" },
  });
};
