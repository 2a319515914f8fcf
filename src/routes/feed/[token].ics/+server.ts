import { error } from "@sveltejs/kit";
import { publishedBookings, publishedTimes } from "$lib/server/calendars/published.ts";
import { find } from "$lib/server/feeds.ts";
import { hashOf } from "$lib/server/secrets.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { RequestHandler } from "./$types";

/** A host's bookings for whoever knows the secret; a reader that has them already is told so. */
export const GET: RequestHandler = async ({ locals: { app }, params, request }) => {
  const found = await find(app, params.token);
  if (!found) error(404, wordsFor("en").refusals.sentences["not-found"]);
  const { kind, bookings, host } = found;
  const content = kind === "bookings"
    ? publishedBookings(bookings, host)
    : await publishedTimes(bookings, host);
  const etag = `"${await hashOf(content)}"`;
  const headers = {
    etag,
    "cache-control": "private, no-cache",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
  };
  const known = request.headers.get("if-none-match")?.split(",").map((each) => each.trim());
  if (known?.some((each) => each === "*" || each.replace(/^W\//, "") === etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(content, {
    headers: { ...headers, "content-type": "text/calendar; charset=utf-8" },
  });
};
