import { error } from "@sveltejs/kit";
import { publishedBookings, publishedBusyTimes } from "$lib/server/feeds/published-bookings.ts";
import { feedResponse } from "$lib/server/feeds/feed-response.ts";
import { findFeed } from "$lib/server/feeds/feeds.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { RequestHandler } from "./$types";

/** A host's calendar feed; the secret in the URL is the permission. */
export const GET: RequestHandler = async ({ locals: { app, language }, params, request }) => {
  const found = await findFeed(app, params.token);
  if (!found) error(404, messages(language).refusals.sentences["not-found"]);
  const { kind, bookings, host } = found;
  const content = kind === "bookings"
    ? publishedBookings(bookings, host)
    : await publishedBusyTimes(bookings, host);
  return feedResponse(content, request.headers.get("if-none-match"));
};
