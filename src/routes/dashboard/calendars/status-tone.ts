import type { CalendarStatusKey } from "../../../lib/server/connections/calendar-view.ts";

const tones = {
  fresh: "good",
  stale: "warn",
  failing: "warn",
  partial: "warn",
  broken: "bad",
  unsynced: "warn",
  syncing: "info",
  idle: "calm",
} as const;

/** The tone of a calendar's state. */
export const toneOf = (status: CalendarStatusKey) => tones[status];
