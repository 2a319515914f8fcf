/** What the TZIDs of a calendar mean. */
import type { Span } from "$lib/scheduling/span.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import { type Component, property, unescapeText } from "./content-lines.ts";
import type { ExpansionBudget } from "./expand-rule.ts";
import { ianaFromWindows } from "./windows-zones.ts";
import { resolveZone } from "./resolve-zone.ts";
import { type ZoneClock, zoneClockOf } from "./zone-clock.ts";

/** Finds the clock of a TZID; null when it means nothing. A clock whose rules cost too much throws `TooMuch` when it is asked. */
export type ZoneResolver = (tzid: string) => ZoneClock | null;

/** Steps that the rules of all zones of a calendar may cost together. */
const STEPS_PER_CALENDAR = 600_000;
/** Zones that are looked up for a calendar; of any more nobody knows what they mean. */
const MAX_ZONES = 300;

/**
 * The VTIMEZONE in the calendar says what a TZID means (RFC 5545 §3.2.19); where it says the same as the IANA or
 * Windows zone of that name within the window, or there is none, the name does.
 */
export function zoneResolver(calendar: Component, window: Span): ZoneResolver {
  const found = new Map<string, ZoneClock | null>();
  const budget = { steps: STEPS_PER_CALENDAR };
  let written: Map<string, Component[]> | null = null;
  return (tzid) => {
    let clock = found.get(tzid);
    if (clock === undefined && found.size >= MAX_ZONES) return null;
    if (clock === undefined) {
      written ??= vtimezonesByTzid(calendar);
      clock = clockFor(tzid, written, window, budget);
      found.set(tzid, clock);
    }
    return clock;
  };
}

function vtimezonesByTzid(calendar: Component): Map<string, Component[]> {
  const zones = new Map<string, Component[]>();
  for (const component of calendar.components) {
    const tzid = component.name === "VTIMEZONE" ? property(component, "TZID")?.value : null;
    if (!tzid) continue;
    const name = unescapeTzid(tzid);
    zones.set(name, [...zones.get(name) ?? [], component]);
  }
  return zones;
}

/** TZID is a TEXT (RFC 5545 §3.8.3.1), its parameter knows the escapes of RFC 6868; both are met with those of the other. */
function unescapeTzid(tzid: string): string {
  if (!/[\\^]/.test(tzid)) return tzid.trim();
  return unescapeText(tzid).replace(/\^(['n^])/g, (_, sign) => caretEscapes[sign] ?? "").trim();
}

const caretEscapes: Record<string, string> = { "'": '"', n: "\n", "^": "^" };

function clockFor(
  tzid: string,
  written: Map<string, Component[]>,
  window: Span,
  budget: ExpansionBudget,
): ZoneClock | null {
  const text = unescapeTzid(tzid);
  const zones = written.get(text) ?? [];
  const name = ianaZoneOf(text) ?? locationOf(zones);
  if (zones.length > 0) return resolveZone(zones, name, window, budget);
  return name === null ? null : zoneClockOf(name);
}

/** What libical and Google add to a VTIMEZONE: the IANA zone that it was made of. */
function locationOf(zones: Component[]): string | null {
  for (const zone of zones) {
    const location = property(zone, "X-LIC-LOCATION")?.value.trim();
    const name = location ? canonicalZone(location) : null;
    if (name) return name;
  }
  return null;
}

/** The IANA zone of a name; some programs write `/example.org/2026/Europe/Berlin` for Europe/Berlin. */
function ianaZoneOf(name: string): string | null {
  const known = canonicalZone(name) ?? ianaFromWindows(name);
  if (known) return known;
  const parts = name.split("/");
  for (const length of name.startsWith("/") ? [3, 2, 1] : []) {
    const end = parts.length > length ? canonicalZone(parts.slice(-length).join("/")) : null;
    if (end) return end;
  }
  return null;
}
