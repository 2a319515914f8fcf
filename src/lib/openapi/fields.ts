/** Fields that many operations have. */
import * as v from "valibot";
import { isDate } from "../scheduling/month.ts";

export { Id } from "../scheduling/id.ts";

/** An instant in an answer: RFC 3339 in UTC. */
export const Timestamp = v.pipe(v.string(), v.isoTimestamp());

/** A calendar date, YYYY-MM-DD. */
export const CalendarDate = v.pipe(v.string(), v.check(isDate, "date-invalid"));

/** A calendar as its provider names it; an address with some. */
export const CalendarId = v.pipe(v.string("fill-in"), v.maxLength(2000, "too-long"));

/** The id of a country or region with public holidays. */
export const HolidayPlace = v.pipe(v.string("fill-in"), v.maxLength(20, "too-long"));

/** The cursor of the next page, in an answer; null after the last. */
export const Next = v.nullable(v.string());

/** Which page of a list, of up to 100 items. */
export function pageQuery() {
  return {
    cursor: v.optional(v.pipe(v.string(), v.maxLength(500, "cursor-invalid"))),
    limit: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^(0{0,2}[1-9][0-9]?|0?100)$/, "page-size"),
        v.transform(Number),
      ),
      "50",
    ),
  };
}

type Entries = v.ObjectEntries;

type Unwrapped<E> = E extends v.OptionalSchema<infer Wrapped, infer _Default> ? Wrapped : E;

/** The same fields where all of them are there: what is optional on input is always in an answer. */
export function present<const E extends Entries>(entries: E) {
  return mapEntries(entries, (entry) => entry) as { [Name in keyof E]: Unwrapped<E[Name]> };
}

/** The same fields where each may be missing, without defaults: what a PATCH takes. */
export function partial<const E extends Entries>(entries: E) {
  return mapEntries(entries, (entry) => v.exactOptional(entry)) as {
    [Name in keyof E]: v.ExactOptionalSchema<Unwrapped<E[Name]> & v.GenericSchema, undefined>;
  };
}

function mapEntries(entries: Entries, wrap: (entry: v.GenericSchema) => v.GenericSchema): Entries {
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, wrap(unwrapped(entry))]),
  );
}

function unwrapped(entry: Entries[string]): v.GenericSchema {
  return (entry.type === "optional" && "wrapped" in entry
    ? entry.wrapped
    : entry) as v.GenericSchema;
}

/** Fingerprints of the conflicts that a host overrides. */
export const Acknowledged = v.optional(
  v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(64, "too-long"))),
    v.maxLength(5_000, "too-long"),
    v.description("From a refusal with `conflict` or `unreachable`, to carry it out all the same."),
  ),
  [],
);
