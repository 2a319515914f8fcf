import { exportGuest } from "$lib/server/hosts/export.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { fileStream } from "$lib/server/http/file-stream.ts";
import type { RequestHandler } from "./$types";

/** All data that the host stores about one guest, as JSON. */
export const GET: RequestHandler = (event) => {
  const host = requireHost(event);
  const email = (event.url.searchParams.get("email") ?? "").trim().slice(0, 254);
  const pieces = exportGuest(event.locals.app, host, email);
  return fileStream(pieces, { type: "application/json", name: "guest.json" });
};
