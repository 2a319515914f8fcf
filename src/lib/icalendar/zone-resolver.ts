/** Resolves the TZIDs of a calendar. */
import type { Span } from "$lib/scheduling/span.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import { type Component, property, unescapeText } from "./content-lines.ts";
import type { ExpansionBudget } from "./expand-rule.ts";
import { ianaFromWindows } from "./windows-zones.ts";
import { resolveZone } from "./resolve-zone.ts";
import { type ZoneClock, zoneClockOf } from "./zone-clock.ts";

/** The clock of a TZID; null when it is unknown. A clock whose rules cost too much throws `BudgetExceeded` when it is used. */
export type ZoneResolver = (tzid: string) => ZoneClock | null;

/** Expansion steps of all zones of a calendar together. */
const STEPS_PER_CALENDAR = 600_000;
/** Maximum zones of a calendar; further ones are unknown. */
const MAX_ZONES = 300;

/**
 * Resolves a TZID by the calendar's VTIMEZONE (RFC 5545 §3.2.19), or by the IANA or Windows zone of that name when there is
 * no VTIMEZONE or both agree within the window.
 */
export function zoneResolver(calendar: Component, window: Span): ZoneResolver {
  const found = new Map<string, ZoneClock | null>();
  const budget = { steps: STEPS_PER_CALENDAR };
  let vtimezones: Map<string, Component[]> | null = null;
  return (tzid) => {
    let clock = found.get(tzid);
    if (clock === undefined && found.size >= MAX_ZONES) return null;
    if (clock === undefined) {
      vtimezones ??= vtimezonesByTzid(calendar);
      clock = clockFor(tzid, vtimezones, window, budget);
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

/** Unescapes a TZID as TEXT (RFC 5545 §3.8.3.1) and as a parameter (RFC 6868); programs mix both. */
function unescapeTzid(tzid: string): string {
  if (!/[\\^]/.test(tzid)) return tzid.trim();
  return unescapeText(tzid).replace(/\^(['n^])/g, (_, escaped) => caretEscapes[escaped] ?? "")
    .trim();
}

const caretEscapes: Record<string, string> = { "'": '"', n: "\n", "^": "^" };

function clockFor(
  tzid: string,
  vtimezones: Map<string, Component[]>,
  window: Span,
  budget: ExpansionBudget,
): ZoneClock | null {
  const text = unescapeTzid(tzid);
  const zones = vtimezones.get(text) ?? [];
  const name = ianaZoneOf(text) ?? locationOf(zones);
  if (zones.length > 0) return resolveZone(zones, name, window, budget);
  return name === null ? null : zoneClockOf(name);
}

/** X-LIC-LOCATION, the IANA zone that libical and Google add to a VTIMEZONE. */
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
