import { messages } from "$lib/i18n/messages.ts";
import type { CalendarView } from "../../../lib/server/connections/calendar-view.ts";
import { progressText } from "../../../lib/server/connections/calendar-view.ts";

interface FirstSyncView {
  /** How far it is, in words. */
  text: string;
  /** Null where it is not known how many events there are. */
  part: { done: number; total: number } | null;
}

/** How far the calendars are that are read for the first time; null when none is. */
export function firstSyncView(
  accounts: readonly { calendars: readonly CalendarView[] }[],
  language: string,
): FirstSyncView | null {
  const calendars = accounts.flatMap((each) => each.calendars).filter((each) => each.isFirstSync);
  if (calendars.length === 0) return null;
  const running = calendars.flatMap(({ progress }) => progress ?? []);
  if (running.length === 0) {
    return { text: messages(language).calendars.firstSync.waiting, part: null };
  }
  const done = running.reduce((sum, each) => sum + each.done, 0);
  const totals = running.map(({ total }) => total);
  const total = totals.includes(null) ? null : totals.reduce<number>((sum, n) => sum + n!, 0);
  return {
    text: progressText({ done, total }, language),
    part: total === null ? null : { done, total },
  };
}
