import { zoneNameToday } from "./zone-names.ts";

let known: readonly string[] | null = null;

/** Today's name of every IANA zone the runtime knows, in order; some four hundred, found once. */
export function zoneNames(): readonly string[] {
  const listed = () => Intl.supportedValuesOf("timeZone").map(zoneNameToday);
  return known ??= [...new Set(["UTC", ...listed()])].sort();
}
