import { zoneNameToday } from "./zone-names.ts";

/** Zones of one part of the world, for a list to choose from. */
export interface ZoneGroup {
  region: string;
  zones: { name: string; label: string }[];
}

let known: readonly string[] | null = null;

/** Today's name of every IANA zone the runtime knows, in order; some four hundred, found once. */
export function zoneNames(): readonly string[] {
  const listed = () => Intl.supportedValuesOf("timeZone").map(zoneNameToday);
  return known ??= [...new Set(["UTC", ...listed()])].sort();
}

/** Zones by region; `current` is added where it is known only as an alias. */
export function zoneGroups(current?: string): ZoneGroup[] {
  const names = zoneNames();
  if (current && !names.includes(current)) return grouped([...names, current].sort());
  return world ??= grouped(names);
}

let world: ZoneGroup[] | null = null;

function grouped(names: readonly string[]): ZoneGroup[] {
  const groups = new Map<string, ZoneGroup>();
  for (const name of names) {
    const [region = name, ...rest] = name.split("/");
    const group = groups.get(region) ?? { region, zones: [] };
    group.zones.push({ name, label: labelOf(rest.length ? rest : [name]) });
    groups.set(region, group);
  }
  return [...groups.values()];
}

function labelOf(parts: string[]): string {
  return parts.join(" – ").replaceAll("_", " ");
}
