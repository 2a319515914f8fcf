/** How a stand-in of a calendar service makes links of meetings by video. */
export type ConferenceBehaviour =
  | "made"
  /** The service takes its time: the link is there once this is "made". */
  | "pending"
  /** The account may not: the event is kept without a link. */
  | "none"
  /** The whole event is refused while it asks for a link. */
  | "refused";
