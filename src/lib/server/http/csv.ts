/** One line of CSV (RFC 4180); a cell that a spreadsheet would read as a formula gets a leading apostrophe. */
export function csvLine(cells: readonly string[]): string {
  return cells.map(cellOf).join(",") + "\r\n";
}

function cellOf(text: string): string {
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
