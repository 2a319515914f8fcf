import { everythingOf } from "$lib/server/export.ts";
import { signedIn } from "$lib/server/http.ts";
import { streamed } from "$lib/server/streamed.ts";
import type { RequestHandler } from "./$types";

/** A host's whole account as one JSON file. */
export const GET: RequestHandler = (event) => {
  const host = signedIn(event);
  const name = `invito-${host.username}.json`;
  return streamed(everythingOf(event.locals.app, host), { type: "application/json", name });
};
