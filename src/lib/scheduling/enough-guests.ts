/** Fewer guests than this might be recognised in a figure that is broken down by what is theirs. */
export const FEWEST_GUESTS = 3;

/** Whether a figure may be broken down by anything of its guests: by language, place, device or hour. */
export function hasEnough(guests: number): boolean {
  return guests >= FEWEST_GUESTS;
}
