/** A cell: text that somebody may have written, or what the program itself wrote, as an id or a number, which others join by. */
export type CsvCell = string | { exact: string };

/** One line of CSV (RFC 4180); text that a spreadsheet would read as a formula gets a leading apostrophe. */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map(cellOf).join(",") + "\r\n";
}

function cellOf(cell: CsvCell): string {
  const text = typeof cell === "string" ? withoutFormula(cell) : cell.exact;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function withoutFormula(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
