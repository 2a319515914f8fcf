import type { RequestHandler } from "./$types";

/** The process is alive and answers. */
export const GET: RequestHandler = () =>
  Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
