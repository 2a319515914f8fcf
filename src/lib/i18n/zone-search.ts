import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { offsetMinutes } from "$lib/scheduling/day.ts";
import { comma, type DisplayOptions, formatClock, formatOffset } from "./date-time.ts";
import { zoneNames } from "./zone-list.ts";
import { cityOf, countryOf, otherZoneNames, zoneNameIn, zoneNameToday } from "./zone-names.ts";

/** A zone of the list: its name, as a person reads it, "GMT+5:30", the time there, and by what else it is found. */
export interface ListedZone {
  name: string;
  label: string;
  offset: string;
  time: string;
  others: string;
}

type KnownZone = Omit<ListedZone, "time"> & { minutes: number };

const listed = new Map<string, { hour: number; zones: KnownZone[] }>();

const namesIn = new Map<string, readonly string[]>();

/**
 * Every zone whose city, name, old name, country or offset contains what is sought, whatever its case; all of them for an
 * empty text. The reader's own is the first; one that is known only as an alias is added.
 */
export function searchZones(sought: string, reader: DisplayOptions, now: number): ListedZone[] {
  const zones = listZones(now, reader.language), words = plain(sought);
  const found = words === "" ? zones : zones.filter(({ label, offset, others }) => {
    const inEnglish = offset.replace(/^\D+(?=[+\u2212]|$)/, "GMT");
    return plain(`${label} ${offset} ${inEnglish} ${others}`).includes(words);
  });
  const isOwn = ({ name }: KnownZone) => name === zoneNameToday(reader.zone);
  const own = found.filter(isOwn);
  if (own.length === 0 && words === "") own.push(knownZone(reader.zone, now, reader.language));
  return [...own, ...found.filter((zone) => !isOwn(zone))].map(({ minutes, ...zone }) => ({
    ...zone,
    time: formatClock(Math.floor(now / MINUTE + minutes + 1440) % 1440, reader),
  }));
}

/** Offsets change on the quarter of an hour at the earliest, so the list is made once an hour. */
function listZones(now: number, language: string): KnownZone[] {
  const hour = Math.floor(now / HOUR);
  const known = listed.get(language);
  if (known?.hour === hour) return known.zones;
  const local = localNames(language);
  const zones = zoneNames().map((name, n) => knownZone(name, now, language, local[n]));
  const { compare } = new Intl.Collator(language);
  zones.sort((one, other) => compare(one.label, other.label));
  listed.set(language, { hour, zones });
  return zones;
}

function knownZone(name: string, now: number, language: string, local = ""): KnownZone {
  const minutes = offsetMinutes(now, name), inEnglish = countryOf(name, "en");
  const places = cityOf(name).filter((each) => each !== inEnglish);
  return {
    name,
    label: [...places, countryOf(name, language)].filter(Boolean).join(comma({ language })),
    offset: offsetLabel(minutes, formatOffset(now, { zone: "UTC", language, hourCycle: 24 })),
    others: [name, otherZoneNames(name), local].filter(Boolean).join(" ").replaceAll("_", " "),
    minutes,
  };
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
  const hours = `${minutes < 0 ? "\u2212" : "+"}${Math.floor(Math.abs(minutes) / 60)}`;
  return `${greenwich}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll("_", " ").replaceAll("\u2212", "-");
}
