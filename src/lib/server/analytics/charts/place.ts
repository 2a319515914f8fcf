/** A place in percent or pixels, as it is written into a drawing. */
export function rounded(n: number): number {
  return Math.round(n * 100) / 100;
}

/** Which way a drawing runs: from the side where lines of the language begin. */
export type Direction = "ltr" | "rtl";

/** The range of a scale across the whole drawing, in percent. */
export function acrossOf(direction: Direction): [number, number] {
  return direction === "rtl" ? [100, 0] : [0, 100];
}
