import type { RequestHandler } from "./$types";
import { answerDoctorProbe } from "$lib/server/monitoring/doctor-probe.ts";

/** The process is alive and answers; to `deno task doctor` it says how it was reached. */
export const GET: RequestHandler = async ({ locals, request, url }) => {
  const arrival = await answerDoctorProbe(locals.app, request, url);
  return Response.json({ ok: true, ...(arrival ? { arrival } : {}) }, {
    headers: { "cache-control": "no-store" },
  });
};
