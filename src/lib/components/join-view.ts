/** How the meeting of a booking is joined, as its host sees it. */
export interface JoinView {
  /** A web or `tel:` link. */
  href: string;
  isCall: boolean;
  /** "Join" or "Call". */
  label: string;
  /** What is copied, and what the button for it says. */
  copy: { value: string; label: string };
}
