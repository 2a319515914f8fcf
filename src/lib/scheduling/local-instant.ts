import { isSupportedInstant, wallClockInstant } from "./day.ts";
import { isDate } from "./month.ts";

/** The instant of "2026-11-24T14:30" in a zone, epoch ms; null for anything else. */
export function localInstant(text: string, zone: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::00)?$/.exec(text);
  const [, date = "", hours, minutes] = match ?? [];
  if (!isDate(date)) return null;
  const minute = Number(hours) * 60 + Number(minutes);
  if (minute >= 1440 || Number(minutes) > 59) return null;
  const instant = wallClockInstant(date, minute, zone, "start");
  return isSupportedInstant(instant) ? instant : null;
}
