import type { FigureRow } from "../analytics/figure-rows.ts";
import { type CsvCell, csvLine } from "./csv.ts";

/** A figure of some dates. */
interface FigureFile {
  name: string;
  rows: readonly FigureRow[];
  dates: { from: string; to: string };
}

/** Counts that may be too few to be told apart: null then. */
const untold = new Set(["views", "count"]);

/** One figure as a table; columns as in `bookings.csv`. */
export function figureCsv({ name, rows, dates }: FigureFile): Response {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => csvLine(columns.map((column) => cellOf(column, row[column]!))));
  const header = csvLine(columns.map(snakeCase));
  return download(header + lines.join(""), "text/csv", nameOf(name, dates, "csv"));
}

/** One figure as JSON; what is too few to be told apart is null. */
export function figureJson({ name, rows, dates }: FigureFile): Response {
  const text = JSON.stringify({ figure: name, ...dates, rows });
  return download(text, "application/json", nameOf(name, dates, "json"));
}

function cellOf(column: string, value: FigureRow[string]): CsvCell {
  if (value === null) return untold.has(column) ? "fewer than 3" : "";
  if (typeof value === "string") return isId(column) ? { exact: value } : value;
  const isPart = typeof value === "number" && !Number.isInteger(value);
  return { exact: isPart ? value.toFixed(4) : String(value) };
}

function isId(column: string): boolean {
  return column === "id" || column.endsWith("Id");
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

function nameOf(name: string, { from, to }: FigureFile["dates"], kind: string): string {
  return `${name}_${from}_${to}.${kind}`;
}

function download(text: string, type: string, name: string): Response {
  return new Response(text, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
