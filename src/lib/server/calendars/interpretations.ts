/** Readers for every meaning that the zones of an object may have. */
import type { Reader } from "./event.ts";
import type { Clock } from "./zones.ts";

/** Meanings of zones that are put together; with more, a zone in doubt is one that nobody knows. */
const MOST = 16;

/** A reader, and whoever else has to read what it has read. */
export interface Interpretations {
  /** Understands every zone as is likeliest. */
  reader: Reader;
  /** Begins anew with another object. */
  begin(): void;
  /** Readers that understand the zones of the object otherwise; none where no zone was in doubt. */
  others(): Reader[];
}

/** Remembers which zones in doubt a reader is asked for. */
export function interpretations(given: Reader): Interpretations {
  const asked = new Set<Clock>();
  const noted = (clock: Clock | null) => {
    if (clock?.others) asked.add(clock);
    return clock;
  };
  return {
    reader: { ...given, find: (tzid) => noted(given.find(tzid)) },
    begin() {
      asked.clear();
      noted(given.floating ?? null);
    },
    others() {
      const choices = [...asked].reduce<Map<Clock, Clock | null>[]>(
        (all, clock) =>
          all.length > MOST
            ? all
            : all.flatMap((choice) =>
              [clock, ...clock.others ?? []].map((meant) => new Map(choice).set(clock, meant))
            ),
        [new Map()],
      );
      if (choices.length > MOST) {
        return [choosing(given, new Map([...asked].map((clock) => [clock, null])))];
      }
      return choices.slice(1).map((choice) => choosing(given, choice));
    },
  };
}

function choosing(reader: Reader, choice: ReadonlyMap<Clock, Clock | null>): Reader {
  const chosen = (clock: Clock | null) => {
    const meant = clock ? choice.get(clock) : undefined;
    return meant === undefined ? clock : meant;
  };
  const { floating } = reader;
  return {
    ...reader,
    ...(floating === undefined ? {} : { floating: chosen(floating) }),
    find: (tzid) => chosen(reader.find(tzid)),
  };
}
