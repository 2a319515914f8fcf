/** How a stand-in of Google Calendar may be kinder than the service is reported to be (docs/providers.md); none is on by itself. */
export const googleLeniencies = {
  "lists-foreign-series": "instances of a series of which only single ones were invited to",
  "fills-empty-pages": "a page without events carries an empty list of items",
  "says-410-for-old-tokens": "a sync token that is too old is answered with 410 alone",
  "restores-deleted": "an event that was deleted stands again after a PATCH",
} as const;

/** What it does only in a test of its own. */
export type GoogleQuirk = "hides-strays" | "names-no-role" | "lists-a-follower";

export type GoogleLeniency = keyof typeof googleLeniencies;
