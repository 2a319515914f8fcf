import { HOUR } from "$lib/scheduling/durations.ts";
import { offsetMinutes } from "$lib/scheduling/day.ts";
import { type DisplayOptions, formatOffset, formatZone } from "./date-time.ts";
import { zoneNames } from "./zone-list.ts";
import { otherZoneNames, zoneNameIn } from "./zone-names.ts";

/** A zone of the list: its name, as a person reads it, "GMT+5:30", and by what else it is found. */
export interface ListedZone {
  name: string;
  label: string;
  offset: string;
  others: string;
}

const listed = new Map<string, { hour: number; zones: ListedZone[] }>();

const namesIn = new Map<string, readonly string[]>();

/** Every zone whose name, old name, country or offset contains what is sought, whatever its case; all of them for an empty text. */
export function searchZones(
  sought: string,
  { language }: Pick<DisplayOptions, "language">,
  now: number,
): ListedZone[] {
  const zones = listZones(now, language);
  const words = plain(sought);
  if (words === "") return zones;
  return zones.filter(({ label, offset, others }) =>
    plain(`${label} ${offset} ${offset.replace(/^\D+(?=[+-]|$)/, "GMT")} ${others}`).includes(words)
  );
}

/** Offsets change on the quarter of an hour at the earliest, so the list is made once an hour. */
function listZones(now: number, language: string): ListedZone[] {
  const hour = Math.floor(now / HOUR);
  const known = listed.get(language);
  if (known?.hour === hour) return known.zones;
  const greenwich = formatOffset(now, { zone: "UTC", language, hourCycle: 24 });
  const local = localNames(language);
  const zones = zoneNames().map((name, n) => ({
    name,
    label: formatZone(name),
    offset: offsetLabel(offsetMinutes(now, name), greenwich),
    others: [otherZoneNames(name), local[n]].filter(Boolean).join(" "),
  }));
  const { compare } = new Intl.Collator(language);
  zones.sort((one, other) => compare(one.label, other.label));
  listed.set(language, { hour, zones });
  return zones;
}

/** Names of the zones in a language, in their order; they stay the same, so they are asked for once. */
function localNames(language: string): readonly string[] {
  const known = namesIn.get(language) ?? zoneNames().map((name) => zoneNameIn(name, language));
  namesIn.set(language, known);
  return known;
}

function offsetLabel(minutes: number, greenwich: string): string {
  if (minutes === 0) return greenwich;
  const rest = Math.round(Math.abs(minutes)) % 60;
  const hours = `${minutes < 0 ? "-" : "+"}${Math.floor(Math.abs(minutes) / 60)}`;
  return `${greenwich}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll("_", " ");
}
