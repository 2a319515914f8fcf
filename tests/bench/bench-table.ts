/** One line of the table: what was measured, beside what it is measured against in the same run. */
export interface Measured {
  what: string;
  value: number;
  unit: string;
  /** What stands beside it, and how many times as much the value is. */
  baseline?: { what: string; value: number };
  /** The most or the least that is aimed at: of the value, or of the ratio where there is a baseline to it. */
  aim: ({ most: number } | { least: number }) & { of: "value" | "ratio" };
}

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** The table as it is printed, and how many aims were missed. */
export function table(lines: readonly Measured[]): { text: string; missed: number } {
  let missed = 0;
  const rows = lines.map(({ what, value, unit, baseline, aim }) => {
    const ratio = baseline ? value / baseline.value : null;
    const judged = aim.of === "value" ? value : ratio ?? NaN;
    const met = "most" in aim ? judged <= aim.most : judged >= aim.least;
    if (!met) missed++;
    return [
      what,
      `${short(value)} ${unit}`,
      baseline ? `${short(ratio!)} × ${baseline.what} (${short(baseline.value)} ${unit})` : "",
      `${met ? "meets" : "MISSES"} ${boundOf(aim)}${aim.of === "ratio" ? " ×" : ""}`,
    ];
  });
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i]!.length)));
  const text = rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  "));
  return { text: text.map((line) => line.trimEnd()).join("\n"), missed };
}

function boundOf(aim: Measured["aim"]): string {
  return "most" in aim ? short(aim.most) : `at least ${short(aim.least)}`;
}

function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}
