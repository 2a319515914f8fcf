import { format } from "./format.ts";
import { messages } from "./messages.ts";

/** "15 min", "1 h", "1 h 30": the length of a meeting, everywhere it is shown. */
export function formatDuration(minutes: number, language: string): string {
  const words = messages(language).frame.countdown;
  const hours = Math.floor(minutes / 60), rest = minutes % 60;
  if (hours === 0) return format(words.minutes, { n: rest });
  if (rest === 0) return format(words.hours, { n: hours });
  return format(words.hoursMinutes, { hours, minutes: String(rest).padStart(2, "0") });
}

/** "15 min · 30 min · 1 h": the lengths that an event type offers. */
export function formatDurations(durations: readonly number[], language: string): string {
  return durations.map((each) => formatDuration(each, language)).join(" · ");
}
