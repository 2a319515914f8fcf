import { error } from "@sveltejs/kit";
import { OwnWordsWish } from "$lib/scheduling/own-words.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { signedIn } from "$lib/server/http.ts";
import { letterPage } from "$lib/server/letter-view.ts";
import { previewOf } from "$lib/server/letter-preview.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { RequestHandler } from "./$types";

/** A letter in the words of the query, for the frame on its page. */
export const GET: RequestHandler = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const { id, which } = event.params;
  const type = await getEventType(app.kv, host.id, id);
  const asked = event.url.searchParams;
  const own = parse(OwnWordsWish, {
    subject: asked.get("subject") ?? "",
    text: asked.get("text") ?? "",
  });
  const letter = type && own.ok ? previewOf(app, host, type, which, own.value) : null;
  if (!letter) error(404, wordsFor(host.language).refusals.sentences["not-found"]);
  return letterPage(letter);
};
