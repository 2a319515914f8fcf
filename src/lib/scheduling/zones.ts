/** Zones of one part of the world, for a list to choose from. */
export interface ZoneGroup {
  region: string;
  zones: { name: string; label: string }[];
}

/** Every IANA zone the runtime knows, by region; `current` is added where it is known only as an alias. */
export function zoneGroups(current?: string): ZoneGroup[] {
  const names = new Set([
    "UTC",
    ...Intl.supportedValuesOf("timeZone"),
    ...(current ? [current] : []),
  ]);
  const groups = new Map<string, ZoneGroup>();
  for (const name of [...names].sort()) {
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
