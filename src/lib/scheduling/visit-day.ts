import {
  type CountedSource,
  OTHER_VALUE,
  type ViewDimension,
  type VisitDay,
  type VisitStep,
  visitSteps,
} from "./counted-days.ts";

/** Event types and values of a dimension that one date keeps; all others are counted together. */
export const MOST_TYPES = 200, MOST_VALUES = 20;

/** One step of a visitor towards an event type. */
export interface VisitedStep {
  typeId: string;
  source: CountedSource;
  step: VisitStep;
}

/** What is known of a view. */
export type ViewFacts = Partial<Record<ViewDimension, string>>;

/** A date without visits. */
export function newVisitDay(): VisitDay {
  return { types: {}, by: {} };
}

/** Counts a step. */
export function countStep(day: VisitDay, { typeId, source, step }: VisitedStep, times = 1): void {
  const sources = day.types[namedOrOther(day.types, typeId, MOST_TYPES)] ??= {};
  const counts = sources[source] ??= visitSteps.map(() => 0);
  counts[visitSteps.indexOf(step)]! += times;
}

/** Counts what is known of a view. */
export function countFacts(day: VisitDay, facts: ViewFacts): void {
  for (const [dimension, value] of Object.entries(facts)) {
    countValue(day, dimension as ViewDimension, value, 1);
  }
}

function countValue(day: VisitDay, dimension: ViewDimension, value: string, times: number): void {
  const values = day.by[dimension] ??= {};
  const name = namedOrOther(values, value, MOST_VALUES);
  values[name] = (Object.hasOwn(values, name) ? values[name]! : 0) + times;
}

/** Adds the visits of `more` to those of a day. */
export function addVisitDay(day: VisitDay, more: VisitDay): void {
  for (const [typeId, sources] of Object.entries(more.types)) {
    for (const [source, counts] of Object.entries(sources)) {
      for (const [n, times] of counts.entries()) {
        countStep(day, { typeId, source: source as CountedSource, step: visitSteps[n]! }, times);
      }
    }
  }
  for (const [dimension, values] of Object.entries(more.by)) {
    for (const [value, times] of Object.entries(values)) {
      countValue(day, dimension as ViewDimension, value, times);
    }
  }
}

/** The name while there is room for it, else that of all others. */
function namedOrOther(counts: Record<string, unknown>, name: string, most: number): string {
  // A key that no object has of its own.
  if (name === "__proto__") return OTHER_VALUE;
  if (Object.hasOwn(counts, name)) return name;
  const { [OTHER_VALUE]: _, ...named } = counts;
  return Object.keys(named).length < most ? name : OTHER_VALUE;
}

/** Views of a day: of all event types and sources, or of those that `isOf` accepts. */
export function viewsOf(
  { types }: VisitDay,
  isOf: (source: CountedSource) => boolean = () => true,
): number {
  return Object.values(types).flatMap((sources) => Object.entries(sources))
    .reduce((sum, [source, [views = 0]]) => isOf(source as CountedSource) ? sum + views : sum, 0);
}
