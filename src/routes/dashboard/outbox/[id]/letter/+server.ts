import { error } from "@sveltejs/kit";
import { signedIn } from "$lib/server/http.ts";
import { letterPage } from "$lib/server/letter-view.ts";
import * as letters from "$lib/server/letters.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { RequestHandler } from "./$types";

/** The letter's HTML for the frame on its page. */
export const GET: RequestHandler = async (event) => {
  const host = signedIn(event);
  const seen = await letters.look(event.locals.app, host.id, event.params.id);
  if (!seen?.about) error(404, wordsFor(host.language).refusals.sentences["not-found"]);
  return letterPage(seen.about.letter);
};
