import { withoutDirectionMarks } from "$lib/scheduling/direction-marks.ts";

/** Text of hosts in Markdown (CommonMark with tables): it stays text, whatever it contains. */

/** Characters that begin a construct anywhere in a line. */
const SPECIAL = /[\\`*_{}[\]<>()#|~&!$^"']/g;

/** A text on one line, in a paragraph, heading, list item or table cell. */
export function inlineText(text: string): string {
  return escapeLine(withoutControls(text).replace(/\s+/g, " ").trim());
}

/** A text of several lines as a block quote: its lines stay lines, its blank lines separate paragraphs. */
export function quote(text: string): string {
  const lines = withoutControls(text).trim().split("\n").map((line) => escapeLine(line.trim()));
  return lines.map((line, n) => {
    const isBroken = line !== "" && (lines[n + 1] ?? "") !== "";
    return line === "" ? ">" : `> ${line}${isBroken ? "\\" : ""}`;
  }).join("\n");
}

/** Every line ending as LF; other control characters and those that change the direction of text are dropped. */
function withoutControls(text: string): string {
  return withoutDirectionMarks(text.toWellFormed())
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "");
}

/** Also escapes what begins a list, a heading's underline or a break at the start of a line. */
function escapeLine(line: string): string {
  return line.replace(SPECIAL, "\\$&")
    .replace(/^[-+=]/, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2");
}
