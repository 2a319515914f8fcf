/** Samples as a drawing: a small chart for each figure, all over the same time. */
import type { Sample } from "./samples.ts";

const WIDTH = 720, HEIGHT = 90, LEFT = 70, GAP = 34;

const charts: [title: string, lines: (keyof Sample)[]][] = [
  ["Memory and heap, MB", ["rssMb", "heapMb"]],
  ["Handles", ["handles"]],
  ["Database file and write-ahead log, MB", ["fileMb", "walMb"]],
  ["Bookings", ["bookings"]],
  ["Page p50 and p99, ms", ["p50Ms", "p99Ms"]],
];
const colours = ["#1d6148", "#b3541e"];

export function asSvg(samples: readonly Sample[]): string {
  const height = charts.length * (HEIGHT + GAP) + 10, end = samples.at(-1)?.seconds || 1;
  const drawn = charts.map(([title, names], n) => {
    const top = n * (HEIGHT + GAP) + GAP;
    const most = Math.max(1, ...samples.flatMap((each) => names.map((name) => each[name])));
    const x = ({ seconds }: Sample) => (LEFT + seconds / end * (WIDTH - LEFT - 10)).toFixed(1);
    const y = (value: number) => (top + HEIGHT * (1 - value / most)).toFixed(1);
    const lines = names.map((name, line) => {
      const points = samples.map((each) => `${x(each)},${y(each[name])}`).join(" ");
      return `<polyline fill="none" stroke="${colours[line]}" points="${points}"/>`;
    });
    return `<text x="${LEFT}" y="${top - 8}">${title}</text>` +
      `<text x="${LEFT - 6}" y="${top + 10}" text-anchor="end">${most.toFixed(0)}</text>` +
      `<text x="${LEFT - 6}" y="${top + HEIGHT}" text-anchor="end">0</text>` +
      `<path d="M${LEFT} ${top}V${top + HEIGHT}H${WIDTH - 10}" fill="none" stroke="#999"/>` +
      lines.join("");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" ` +
    `font-family="system-ui,sans-serif" font-size="12"><rect width="100%" height="100%" ` +
    `fill="#fff"/>${drawn.join("")}</svg>\n`;
}
