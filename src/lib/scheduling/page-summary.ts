/** The most characters that search engines and chats show of a page. */
const MOST = 200;

/** A text of a host in one line, cut at a word. */
export function pageSummary(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= MOST) return line;
  const cut = line.slice(0, MOST).toWellFormed().replace(/\uFFFD$/, "");
  const word = cut.lastIndexOf(" ");
  return `${(word > MOST / 2 ? cut.slice(0, word) : cut).trimEnd()}…`;
}
