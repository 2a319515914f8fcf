import { everythingOfGuest } from "$lib/server/export.ts";
import { signedIn } from "$lib/server/http.ts";
import { streamed } from "$lib/server/streamed.ts";
import type { RequestHandler } from "./$types";

/** All that this host keeps of one guest, to be handed out. */
export const GET: RequestHandler = (event) => {
  const host = signedIn(event);
  const email = (event.url.searchParams.get("email") ?? "").trim().slice(0, 254);
  const pieces = everythingOfGuest(event.locals.app, host, email);
  return streamed(pieces, { type: "application/json", name: "guest.json" });
};
