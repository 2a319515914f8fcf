import { CalendarError } from "./calendar.ts";

/** Asks for a listing in pages of so many entries; where an answer is too large, from the beginning in pages of half as many. */
export async function withShrinkingPages<T>(
  most: number,
  list: (size: number) => Promise<T>,
): Promise<T> {
  for (let size = most;; size = Math.floor(size / 2)) {
    try {
      return await list(size);
    } catch (error) {
      const isTooLarge = error instanceof CalendarError && error.why === "too-large";
      if (!isTooLarge || size <= 1) throw error;
    }
  }
}
