/**
 * A page without what only the framework reads, where the page does not load it: the marks between which it would find
 * what it may change.
 */
export function withoutMarks(html: string): string {
  if (html.includes("__sveltekit")) return html;
  return html.replaceAll(/<!--(?:\[[-!\d]*|\]|[\da-z]*)-->/g, "");
}
