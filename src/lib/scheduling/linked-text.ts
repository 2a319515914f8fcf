import { webAddress } from "./web-address.ts";

/** A piece of plain text; `href` is an https address where it is a link. */
export interface TextPart {
  text: string;
  href: string | null;
}

/** Up to the next blank or a character that no address has unescaped. */
const ADDRESS = /https:\/\/[^\s<>"'`{}|\\^]+/gi;

/** Plain text with its https addresses as links; a sentence's own marks behind an address are no part of it. */
export function linkedText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const shown = withoutEndMarks(found[0]);
    const href = hrefOf(shown);
    if (href === null) continue;
    if (found.index > from) parts.push({ text: text.slice(from, found.index), href: null });
    parts.push({ text: shown, href });
    from = found.index + shown.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}

/** The address as a browser opens it; null for one with a name and password, which could look like another place. */
function hrefOf(address: string): string | null {
  const url = webAddress(address);
  return url?.protocol === "https:" ? url.href : null;
}

function withoutEndMarks(address: string): string {
  const plain = address.replace(/[.,;:!?*_…]+$/u, "");
  const isClosed = plain.endsWith(")") && !plain.includes("(");
  return isClosed ? withoutEndMarks(plain.slice(0, -1)) : plain;
}
