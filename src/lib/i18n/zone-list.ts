/** Zones of one part of the world, for a list to choose from. */
export interface ZoneGroup {
  region: string;
  zones: { name: string; label: string }[];
}

let known: readonly string[] | null = null;

/** The name of every IANA zone the runtime knows, in order; some four hundred, found once. */
export function zoneNames(): readonly string[] {
  return known ??= [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
}

/** Zones by region; `current` is added where it is known only as an alias. */
export function zoneGroups(current?: string): ZoneGroup[] {
  const names = zoneNames();
  if (current && !names.includes(current)) return grouped([...names, current].sort());
  return world ??= grouped(names);
}

let world: ZoneGroup[] | null = null;

let text: string | null = null;

/** The options of a list of all zones with one chosen, as HTML; one that is known only as an alias comes first. */
export function zoneOptions(chosen: { name: string; label: string }): string {
  text ??= zoneGroups().map(({ region, zones }) => {
    const options = zones.map(({ name, label }) =>
      `<option value="${safe(name)}">${safe(label)}</option>`
    );
    return `<optgroup label="${safe(region)}">${options.join("")}</optgroup>`;
  }).join("");
  const value = `<option value="${safe(chosen.name)}"`;
  const at = text.indexOf(`${value}>`);
  return at < 0
    ? `${value} selected>${safe(chosen.label)}</option>${text}`
    : `${text.slice(0, at)}${value} selected${text.slice(at + value.length)}`;
}

function safe(name: string): string {
  return name.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

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
