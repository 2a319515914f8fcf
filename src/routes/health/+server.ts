import type { RequestHandler } from "./$types";
import { answerDoctorProbe } from "$lib/server/monitoring/doctor-probe.ts";
import { version } from "$lib/product.ts";

/** Liveness; for `deno task doctor` the response says how it was reached. */
export const GET: RequestHandler = async ({ locals, request, url }) => {
  const arrival = await answerDoctorProbe(locals.app, request, url);
  return Response.json({ ok: true, version, ...(arrival ? { arrival } : {}) }, {
    headers: { "cache-control": "no-store" },
  });
};
