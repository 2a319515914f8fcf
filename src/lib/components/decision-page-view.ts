import type { JoinView } from "./join-view.ts";
import type { SmallDayView } from "./calendar-view.ts";
import type { SeriesListView } from "./series-list-view.ts";

/** The state of a decision page: open, or how the request was decided. */
export type DecisionState =
  | "open"
  /** This host confirmed; other members of the team are still asked. */
  | "waiting"
  /** This host declined or let it expire; another member of the team decides now. */
  | "passed-on"
  | "confirmed"
  | "declined"
  | "cancelled"
  | "rescheduled"
  | "reschedule-declined"
  | "reschedule-withdrawn"
  | "reschedule-expired";

/** A request, or a reschedule request, as its host decides on it; all texts are formatted. */
export interface DecisionView {
  state: DecisionState;
  /** The current time of a meeting that is to be rescheduled; null for a new request. */
  currentTime: string | null;
  revision: number;
  type: { title: string; colour: string };
  /** The team that was booked, and who else of it comes; null for a host's own booking. */
  team: { name: string; others: { name: string; state: string | null }[] } | null;
  guest: {
    name: string;
    email: string;
    note: string;
    answers: { question: string; answer: string }[];
    /** Addresses of extra guests. */
    brings: string[];
  };
  date: string;
  time: string;
  zone: string;
  guestWhen: string | null;
  deadline: { at: number; now: number; label: string } | null;
  /** How the meeting is joined, once it is agreed on. */
  join: JoinView | null;
  /** The dates that were booked together with it; null where it was booked alone. */
  series: SeriesListView | null;
  /** Those that can be decided on together; null where no other one is open. */
  together: {
    dates: { id: string; revision: number; shown: string | null }[];
    hasConflicts: boolean;
    label: string;
  } | null;
  /** Whether the host has a calendar that bookings are written to. */
  calendar: boolean;
  /** The day and its conflicts, checked just now; null once it is decided. */
  conflictCheck: {
    /** Null where the host who decides is none of its hosts. */
    day: SmallDayView | null;
    conflicts: string[];
    unreachableText: string | null;
    /** Fingerprints of conflicts and unreachable calendars, for the form to send back. */
    shown: string;
  } | null;
}
