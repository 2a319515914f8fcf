/** Zones as calendars name them: by their IANA name, by Windows' name, and by a VTIMEZONE of their own. */
export interface NamedZone {
  tzid: string;
  /** The zone that is meant, as `Temporal` knows it. */
  iana: string;
  /** Lines that have to stand in the calendar. */
  lines: readonly string[];
}

const plain = (iana: string): NamedZone => ({ tzid: iana, iana, lines: [] });

const observance = (kind: string, start: string, from: string, to: string, rule: string) => [
  `BEGIN:${kind}`,
  `DTSTART:${start}`,
  `TZOFFSETFROM:${from}`,
  `TZOFFSETTO:${to}`,
  ...(rule ? [`RRULE:FREQ=YEARLY;${rule}`] : []),
  `END:${kind}`,
];

const ownZone = (tzid: string, iana: string, ...observances: string[][]): NamedZone => ({
  tzid,
  iana,
  lines: ["BEGIN:VTIMEZONE", `TZID:${tzid}`, ...observances.flat(), "END:VTIMEZONE"],
});

export const namedZones: readonly NamedZone[] = [
  plain("Europe/Berlin"),
  plain("America/New_York"),
  plain("Asia/Kathmandu"),
  plain("Australia/Lord_Howe"),
  { tzid: "W. Europe Standard Time", iana: "Europe/Berlin", lines: [] },
  { tzid: "Eastern Standard Time", iana: "America/New_York", lines: [] },
  ownZone(
    "Our house",
    "Europe/Berlin",
    observance("STANDARD", "19961027T030000", "+0200", "+0100", "BYDAY=-1SU;BYMONTH=10"),
    observance("DAYLIGHT", "19960331T020000", "+0100", "+0200", "BYDAY=-1SU;BYMONTH=3"),
  ),
  ownZone("Base", "+03:30", observance("STANDARD", "19700101T000000", "+0330", "+0330", "")),
];

/** Zones that a host may be in. */
export const hostZones = [
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
];

/** The instant of a wall-clock time, by `Temporal`. */
export function instantIn(iana: string, wall: number): number {
  return Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO("UTC").toPlainDateTime()
    .toZonedDateTime(iana).epochMilliseconds;
}

/** The wall-clock time of an instant. */
export function wallIn(iana: string, instant: number): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(iana).toPlainDateTime()
    .toZonedDateTime("UTC").epochMilliseconds;
}
