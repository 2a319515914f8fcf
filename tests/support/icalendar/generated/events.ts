import fc from "fast-check";
import { expandRule } from "$lib/icalendar/expand-rule.ts";
import { parseRule } from "$lib/icalendar/recurrence-rule.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { instantIn, type NamedZone, wallIn } from "./zones.ts";

/** Whose calendar it is: what they declined is free. */
export const self = "ada@example.org";

const some = (max: number) => fc.integer({ min: 0, max });
/** One time in so many. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>, times: number) =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
/** Mostly none, two at the most. */
const fewOf = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: 2 }) },
  );
const form = fc.constantFrom("same", "same", "utc", "elsewhere", "date");

/** What events are made of. */
export interface Material {
  rules: fc.Arbitrary<string>;
  zones: readonly NamedZone[];
}

/** One event or series, before it is written down. */
const specsOf = ({ rules, zones }: Material) =>
  fc.record({
    day: fc.integer({ min: 17_532, max: 20_818 }),
    minute: fc.oneof(some(95), fc.integer({ min: 4, max: 12 })).map((n) => n * 15),
    kind: fc.constantFrom("zoned", "zoned", "zoned", "utc", "floating", "date"),
    zone: fc.constantFrom(...zones),
    length: fc.constantFrom("end", "end", "minutes", "minutes", "day", "week", "24h", "none"),
    quarters: fc.integer({ min: 1, max: 14 }),
    pattern: fc.option(rules, { freq: 5, nil: null }),
    second: rarely(rules, 8),
    aligned: fc.boolean(),
    until: fc.oneof(
      fc.constant(null),
      fc.integer({ min: 1, max: 60 }).map((count) => ({ count })),
      fc.record({ last: some(11), as: fc.constantFrom("utc", "date", "same") }),
      fc.integer({ min: 0, max: 2_000 }).map((days) => ({ days })),
    ),
    except: fewOf(fc.record({ which: some(11), form })),
    extra: fewOf(
      fc.record({
        days: some(2_500),
        minute: some(95).map((n) => n * 15),
        as: fc.constantFrom("same", "utc", "elsewhere", "period", "period-end"),
      }),
    ),
    overrides: fewOf(
      fc.record({
        which: some(11),
        orphan: fc.nat(3).map((n) => n === 0),
        form: fc.constantFrom("same", "same", "utc", "elsewhere"),
        what: fc.constantFrom("moved", "resized", "cancelled", "free", "declined"),
        future: fc.nat(4).map((n) => n === 0),
        by: fc.integer({ min: -200, max: 200 }),
      }),
    ),
    dressed: rarely(
      fc.constantFrom(
        "TRANSP:TRANSPARENT",
        "TRANSP:OPAQUE",
        "STATUS:CANCELLED",
        "STATUS:TENTATIVE",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        `ATTENDEE;PARTSTAT=DECLINED:mailto:${self}`,
        "ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org",
      ),
      4,
    ),
  });

type Spec = ReturnType<typeof specsOf> extends fc.Arbitrary<infer T> ? T : never;

/** Shapes where a reader of calendars may go its own way. */
export type Shape =
  | "UNTIL equal to the last start"
  | "UNTIL as a date or without its zone"
  | "a day's duration"
  | "an exact length over a clock change"
  | "EXDATE as a date"
  | "EXDATE in another zone"
  | "DATE without DTEND"
  | "THISANDFUTURE"
  | "RDATE"
  | "RDATE periods"
  | "several RRULEs"
  | "an hourly rule"
  | "a start that its rule does not give"
  | "a start in the night of a clock change"
  | "an orphaned instance"
  | "a changed instance"
  | "an ordinal of two digits"
  | "X-WR-TIMEZONE";

/** An event as it stands in a calendar. */
export interface Written {
  lines: string[];
  zoneLines: readonly string[];
  shapes: Shape[];
}

/** Events and series in every shape that makes time busy. */
export const eventsOf = (material: Material): fc.Arbitrary<(uid: string) => Written> =>
  specsOf(material)
    // A date has no hours.
    .filter(({ kind, pattern, second }) =>
      kind !== "date" || !`${pattern} ${second}`.includes("HOUR")
    )
    .map((spec) => (uid) => written(spec, uid));

function written(spec: Spec, uid: string): Written {
  const { kind, zone } = spec;
  const shapes = new Set<Shape>();
  const isDate = kind === "date";
  const rules = [spec.pattern, spec.pattern && spec.second].filter((rule) => rule !== null);
  if (rules.some((rule) => /BYDAY=-?\d\d/.test(rule))) shapes.add("an ordinal of two digits");
  if (rules.some((rule) => rule.includes("FREQ=HOURLY"))) shapes.add("an hourly rule");
  const given = spec.day * DAY + (isDate ? 0 : spec.minute * MINUTE);
  const first = spec.pattern && spec.aligned ? walls(spec.pattern, given)[0] ?? given : given;
  const starts = spec.pattern ? walls(spec.pattern, first) : [first];
  if (spec.pattern && starts[0] !== first) shapes.add("a start that its rule does not give");
  if (!isDate && spec.minute >= 0 && spec.minute < 240) {
    shapes.add("a start in the night of a clock change");
  }
  const at = (which: number) => starts[which % starts.length] ?? first;
  const line = (name: string, wall: number, as = "same", more = "") =>
    momentLine(name, wall, as, more, spec);

  const lines = ["BEGIN:VEVENT", `UID:${uid}`, "DTSTAMP:20200101T000000Z", line("DTSTART", first)];
  lines.push(...lengthLines(spec, first, shapes));
  for (const rule of rules) lines.push(`RRULE:${rule}${endOf(spec, rule, first, shapes)}`);
  if (rules.length > 1) shapes.add("several RRULEs");
  if (spec.pattern) {
    for (const { which, form } of spec.except) {
      if (isDate && form !== "date") continue;
      if (form === "date" && !isDate) shapes.add("EXDATE as a date");
      if (form === "elsewhere" || form === "utc") shapes.add("EXDATE in another zone");
      lines.push(line("EXDATE", at(which), form));
    }
  }
  for (const { days, minute, as } of spec.extra) {
    const wall = (Math.floor(first / DAY) + days) * DAY + minute * MINUTE;
    shapes.add("RDATE");
    if (isDate) {
      lines.push(line("RDATE", wall, "date"));
    } else if (as.startsWith("period")) {
      shapes.add("RDATE periods");
      const start = digits(instantOf(spec, wall)) + "Z";
      const end = as === "period" ? "PT45M" : `${digits(instantOf(spec, wall) + 45 * MINUTE)}Z`;
      lines.push(`RDATE;VALUE=PERIOD:${start}/${end}`);
    } else lines.push(line("RDATE", wall, as));
  }
  if (spec.dressed) lines.push(spec.dressed);
  lines.push("END:VEVENT");
  if (spec.pattern) lines.push(...overrideLines(spec, uid, at, shapes));
  return { lines, zoneLines: kind === "zoned" ? zone.lines : [], shapes: [...shapes] };
}

function overrideLines(
  spec: Spec,
  uid: string,
  at: (which: number) => number,
  shapes: Set<Shape>,
): string[] {
  const isDate = spec.kind === "date";
  const seen = new Set<number>();
  return spec.overrides.flatMap(({ which, orphan, form, what, future, by }) => {
    const instance = at(which) + (orphan ? 11 * DAY : 0);
    if (seen.has(instance)) return [];
    seen.add(instance);
    shapes.add(orphan ? "an orphaned instance" : "a changed instance");
    const isFuture = future && !orphan && what !== "declined";
    if (isFuture) shapes.add("THISANDFUTURE");
    const shift = what === "moved" ? by * (isDate ? DAY : 15 * MINUTE) : 0;
    const to = instance + (isDate ? Math.round(shift / DAY) * DAY : shift);
    const line = (name: string, wall: number, as: string, more = "") =>
      momentLine(name, wall, isDate ? "date" : as, more, spec);
    const longer = { ...spec, quarters: what === "resized" ? 15 : spec.quarters };
    return [
      "BEGIN:VEVENT",
      `UID:${uid}`,
      "DTSTAMP:20200101T000000Z",
      line("RECURRENCE-ID", instance, form, isFuture ? ";RANGE=THISANDFUTURE" : ""),
      line("DTSTART", to, "same"),
      ...lengthLines(longer, to, shapes),
      ...(what === "cancelled" ? ["STATUS:CANCELLED"] : []),
      ...(what === "free" ? ["TRANSP:TRANSPARENT"] : []),
      ...(what === "declined" ? [`ATTENDEE;PARTSTAT=DECLINED:mailto:${self}`] : []),
      "END:VEVENT",
    ];
  });
}

function lengthLines(spec: Spec, start: number, shapes: Set<Shape>): string[] {
  const { quarters, kind, length } = spec;
  if (kind === "date") {
    if (length === "end" || length === "minutes") {
      return [momentLine("DTEND", start + Math.ceil(quarters / 6) * DAY, "date", "", spec)];
    }
    if (length === "week") return ["DURATION:P1W"];
    if (length === "day") return ["DURATION:P2D"];
    shapes.add("DATE without DTEND");
    return [];
  }
  if (length === "end") {
    const end = wallOf(spec, instantOf(spec, start) + quarters * 15 * MINUTE);
    return [momentLine("DTEND", end, "same", "", spec)];
  }
  if (length === "minutes") return [`DURATION:PT${quarters * 15}M`];
  if (length === "day" || length === "week") {
    shapes.add("a day's duration");
    return [length === "day" ? "DURATION:P1DT1H" : "DURATION:P1W"];
  }
  if (length === "24h") {
    shapes.add("an exact length over a clock change");
    return ["DURATION:PT24H"];
  }
  return [];
}

function endOf(spec: Spec, pattern: string, first: number, shapes: Set<Shape>): string {
  const { until } = spec;
  if (!until) return "";
  if ("count" in until) return `;COUNT=${until.count}`;
  const isDate = spec.kind === "date";
  const local = spec.kind === "floating";
  const at = (wall: number) => local ? digits(wall) : `${digits(instantOf(spec, wall))}Z`;
  if ("days" in until) {
    const last = first + until.days * DAY + 7 * MINUTE;
    return `;UNTIL=${isDate ? dateOf(last) : at(last)}`;
  }
  const starts = walls(pattern, first);
  const last = starts[until.last % starts.length] ?? first;
  shapes.add("UNTIL equal to the last start");
  if (isDate) return `;UNTIL=${dateOf(last)}`;
  if (until.as === "utc") return `;UNTIL=${at(last)}`;
  shapes.add("UNTIL as a date or without its zone");
  return `;UNTIL=${until.as === "date" ? dateOf(last) : digits(last)}`;
}

function momentLine(name: string, wall: number, as: string, more: string, spec: Spec): string {
  const { kind, zone } = spec;
  if (as === "date" || kind === "date") return `${name};VALUE=DATE${more}:${dateOf(wall)}`;
  if (kind === "floating") return `${name}${more}:${digits(wall)}`;
  const instant = instantOf(spec, wall);
  if (as === "elsewhere") {
    return `${name};TZID=Asia/Kathmandu${more}:${digits(wallIn("Asia/Kathmandu", instant))}`;
  }
  if (as === "utc" || kind === "utc") return `${name}${more}:${digits(instant)}Z`;
  return `${name};TZID=${zone.tzid}${more}:${digits(wall)}`;
}

/** A floating time is written as it stands, so that it means the same wall clock everywhere. */
const instantOf = ({ kind, zone }: Spec, wall: number) =>
  kind === "zoned" ? instantIn(zone.iana, wall) : wall;

const wallOf = ({ kind, zone }: Spec, instant: number) =>
  kind === "zoned" ? wallIn(zone.iana, instant) : instant;

/** The first starts of a rule, to choose from when something is to be said about one of them. */
export function walls(pattern: string, from: number): number[] {
  const found: number[] = [];
  const budget = { steps: 1_000_000 }, end = from + 20_000 * DAY;
  for (const at of expandRule(parseRule(pattern), from, from, end, end, budget)) {
    if (found.push(at) === 12) break;
  }
  return found;
}

/** A wall-clock time as iCalendar writes it. */
export const digits = (wall: number) => new Date(wall).toISOString().replace(/[-:]|\.\d+Z/g, "");
const dateOf = (wall: number) => digits(wall).slice(0, 8);
