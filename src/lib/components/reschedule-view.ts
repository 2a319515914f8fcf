import type { LaterDatesView } from "./series-list-view.ts";

/** The form that reschedules a booking; all texts are formatted. */
export interface RescheduleView {
  /** The booking's own page. */
  booking: string;
  revision: number;
  /** The current time. */
  currentTime: string;
  /** What happens when the form is sent: a request that the host decides on, a reschedule right away, or a meeting that is confirmed as its host proposed the time. */
  effect: "needsApproval" | "request" | "instant" | "proposed";
  /** Whether the chosen time is the current one. */
  unchanged: boolean;
  /** The choice to move the later dates of its series too; null where there are none. */
  later: LaterDatesView | null;
}

/** What the page shows of a refused form. */
export interface RescheduleFormResult {
  sentence: string;
  alternatives: { label: string; href: string }[];
}
