/** Parse contexts for every combination of meanings of an object's ambiguous zones. */
import type { ParseContext } from "./date-time.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** Maximum combinations; with more, ambiguous zones count as unknown. */
const MAX_COMBINATIONS = 16;

/** The likeliest parse context, and its alternatives. */
export interface ZoneAlternatives {
  /** Takes the likeliest meaning of every zone. */
  likeliest: ParseContext;
  /** Forgets the zones of the previous object. */
  reset(): void;
  /** Contexts with the other meanings of the object's zones; empty when none was ambiguous. */
  alternatives(): ParseContext[];
}

/** Wraps a context and remembers the ambiguous zones that are looked up in it. */
export function zoneAlternatives(context: ParseContext): ZoneAlternatives {
  const ambiguousZones = new Set<ZoneClock>();
  const remember = (clock: ZoneClock | null) => {
    if (clock?.alternatives) ambiguousZones.add(clock);
    return clock;
  };
  return {
    likeliest: { ...context, findZone: (tzid) => remember(context.findZone(tzid)) },
    reset() {
      ambiguousZones.clear();
      remember(context.floatingClock ?? null);
    },
    alternatives() {
      const choices = [...ambiguousZones].reduce<Map<ZoneClock, ZoneClock | null>[]>(
        (all, clock) =>
          all.length > MAX_COMBINATIONS
            ? all
            : all.flatMap((choice) =>
              [clock, ...clock.alternatives ?? []].map((alternative) =>
                new Map(choice).set(clock, alternative)
              )
            ),
        [new Map()],
      );
      if (choices.length > MAX_COMBINATIONS) {
        return [
          withChosenZones(context, new Map([...ambiguousZones].map((clock) => [clock, null]))),
        ];
      }
      return choices.slice(1).map((choice) => withChosenZones(context, choice));
    },
  };
}

function withChosenZones(
  context: ParseContext,
  choice: ReadonlyMap<ZoneClock, ZoneClock | null>,
): ParseContext {
  const chosenClock = (clock: ZoneClock | null) => {
    const alternative = clock ? choice.get(clock) : undefined;
    return alternative === undefined ? clock : alternative;
  };
  const { floatingClock } = context;
  return {
    ...context,
    ...(floatingClock === undefined ? {} : { floatingClock: chosenClock(floatingClock) }),
    findZone: (tzid) => chosenClock(context.findZone(tzid)),
  };
}
