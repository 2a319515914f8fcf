/** Wall-clock times as minutes since midnight. */

import { withPlainDigits } from "./typed-text.ts";

const WALL_TIME =
  /^(\d{1,2})(?:[:.h ]?([0-5]\d))?\s*(?:h|uhr)?\s*(a\.?\s?m\.?|p\.?\s?m\.?|a|p|ص|م)?$/;

/** Reads "9", "9:30", "0930", "17.00", "5 pm", "5 p. m.", "5 م", "24:00", also in Arabic digits; null for anything else. An end at midnight is the end of the day, 1440. */
export function parseClockTime(text: string, side: "from" | "to"): number | null {
  const match = WALL_TIME.exec(withPlainDigits(text).trim().toLowerCase());
  if (!match) return null;
  const half = match[3]?.[0];
  const minute = Number(match[2] ?? 0);
  let hour = Number(match[1]);
  if (half && (hour < 1 || hour > 12)) return null;
  if (half) hour = hour % 12 + (half === "p" || half === "م" ? 12 : 0);
  const time = hour * 60 + minute;
  if (side === "to" && time === 0) return 1440;
  return time <= (side === "to" ? 1440 : 1439) ? time : null;
}

/** "17:00", by the 24-hour clock; the end of the day is "24:00". */
export function formatWallTime(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, "0")).join(":");
}
