/** The form of another time for a booking, in finished words. */
export interface RescheduleView {
  /** The booking's own page. */
  booking: string;
  revision: number;
  /** What the booking has now. */
  currentTime: string;
  /** What happens when the form is sent: a request that the host decides on, or a reschedule at once. */
  effect: "needsApproval" | "request" | "instant";
  /** The chosen time is the one it has. */
  unchanged: boolean;
}

/** What a refused form brings back. */
export interface RescheduleFormResult {
  message: string;
  alternatives: { label: string; href: string }[];
}
