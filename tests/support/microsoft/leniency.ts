/** How a stand-in of Microsoft Graph may be kinder than the service is reported to be (docs/providers.md); none is on by itself. */
export const graphLeniencies = {
  "lists-foreign-series": "instances of a series of which only single ones were invited to",
  "finds-shared-events-everywhere": "events of shared calendars stand under /me/events, too",
  "shares-without-permission": "shared calendars are open to who may read one's own",
  "answers-any-number-at-once": "more than four requests of an app for one mailbox",
  "says-410-for-old-tokens": "a delta token that is too old is answered with 410 alone",
  "frees-transactions":
    "a transaction id that was used is told as a conflict, and never answered with an old event",
  "deletes-for-good": "what was deleted cannot be reached by its id any more",
  "takes-any-length": "a location of more than 255 signs",
  "leaves-bodies-out": "pages of changes carry no bodies",
} as const;

export type GraphLeniency = keyof typeof graphLeniencies;
