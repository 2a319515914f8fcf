/** Readers for every meaning that the zones of an object may have. */
import type { ParseContext } from "./vevent.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** Meanings of zones that are put together; with more, a zone in doubt is one that nobody knows. */
const MAX_COMBINATIONS = 16;

/** A reader, and whoever else has to read what it has read. */
export interface ZoneAlternatives {
  /** Understands every zone as is likeliest. */
  likeliest: ParseContext;
  /** Begins anew with another object. */
  reset(): void;
  /** Readers that understand the zones of the object otherwise; none where no zone was in doubt. */
  alternatives(): ParseContext[];
}

/** Remembers which zones in doubt a reader is asked for. */
export function zoneAlternatives(given: ParseContext): ZoneAlternatives {
  const asked = new Set<ZoneClock>();
  const noted = (clock: ZoneClock | null) => {
    if (clock?.alternatives) asked.add(clock);
    return clock;
  };
  return {
    likeliest: { ...given, findZone: (tzid) => noted(given.findZone(tzid)) },
    reset() {
      asked.clear();
      noted(given.floatingClock ?? null);
    },
    alternatives() {
      const choices = [...asked].reduce<Map<ZoneClock, ZoneClock | null>[]>(
        (all, clock) =>
          all.length > MAX_COMBINATIONS
            ? all
            : all.flatMap((choice) =>
              [clock, ...clock.alternatives ?? []].map((meant) => new Map(choice).set(clock, meant))
            ),
        [new Map()],
      );
      if (choices.length > MAX_COMBINATIONS) {
        return [withChosenZones(given, new Map([...asked].map((clock) => [clock, null])))];
      }
      return choices.slice(1).map((choice) => withChosenZones(given, choice));
    },
  };
}

function withChosenZones(
  reader: ParseContext,
  choice: ReadonlyMap<ZoneClock, ZoneClock | null>,
): ParseContext {
  const chosen = (clock: ZoneClock | null) => {
    const meant = clock ? choice.get(clock) : undefined;
    return meant === undefined ? clock : meant;
  };
  const { floatingClock } = reader;
  return {
    ...reader,
    ...(floatingClock === undefined ? {} : { floatingClock: chosen(floatingClock) }),
    findZone: (tzid) => chosen(reader.findZone(tzid)),
  };
}
