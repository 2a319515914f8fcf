import { exportAccount } from "$lib/server/hosts/export.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { fileStream } from "$lib/server/http/file-stream.ts";
import type { RequestHandler } from "./$types";

/** A host's whole account as one JSON file. */
export const GET: RequestHandler = (event) => {
  const host = requireHost(event);
  const name = `invito-${host.username}.json`;
  return fileStream(exportAccount(event.locals.app, host), { type: "application/json", name });
};
