import { error } from "@sveltejs/kit";
import { publishedBookings, publishedTimes } from "$lib/server/calendars/published.ts";
import { feedAnswer } from "$lib/server/feed-answer.ts";
import { find } from "$lib/server/feeds.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { RequestHandler } from "./$types";

/** A host's bookings for whoever knows the secret. */
export const GET: RequestHandler = async ({ locals: { app }, params, request }) => {
  const found = await find(app, params.token);
  if (!found) error(404, wordsFor("en").refusals.sentences["not-found"]);
  const { kind, bookings, host } = found;
  const content = kind === "bookings"
    ? publishedBookings(bookings, host)
    : await publishedTimes(bookings, host);
  return feedAnswer(content, request.headers.get("if-none-match"));
};
