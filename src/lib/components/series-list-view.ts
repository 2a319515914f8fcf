/** The dates of a series as guest or host see them; all texts are formatted. */
export interface SeriesListView {
  dates: SeriesDateView[];
  /** What became of a change of several dates; null for nothing. */
  notice: string | null;
}

export interface SeriesDateView {
  id: string;
  label: string;
  badge: { label: string; tone: "good" | "warn" | "bad" | "info" | "calm" };
  /** The page of that date; null for the one that is shown. */
  href: string | null;
  /** What stands against it. */
  notes: string[];
}

/** The choice between one date of a series and it with the later ones. */
export interface LaterDatesView {
  which: string;
  only: string;
  later: string;
  /** Why there is no choice: a later date has the chosen time. */
  together: string | null;
}
