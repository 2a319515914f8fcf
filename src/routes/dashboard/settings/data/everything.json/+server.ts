import { exportAccount } from "$lib/server/hosts/export.ts";
import { exportWithProgress } from "$lib/server/hosts/export-with-progress.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { fileStream } from "$lib/server/http/file-stream.ts";
import type { RequestEvent } from "@sveltejs/kit";
import type { RequestHandler } from "./$types";

/** A host's whole account as one JSON file. */
export const GET: RequestHandler = (event) => download(event, exportAccount);

/** The same file; the page shows how far it is. */
export const POST: RequestHandler = (event) => download(event, exportWithProgress);

function download(event: RequestEvent, exported: typeof exportWithProgress): Response {
  const host = requireHost(event);
  const name = `invito-${host.username}.json`;
  return fileStream(exported(event.locals.app, host), { type: "application/json", name });
}
