import { createHash } from "node:crypto";
import type { RequestEvent } from "@sveltejs/kit";
import { isFragmentRequest, pickerFragment } from "../views/picker/picker-page.ts";
import { withLanguage } from "./page-language.ts";

/** What is sent of a rendered page: the picker alone where that is asked for, else the page, which then says its language. */
export function sentPage(
  html: string,
  { url, locals: { language } }: Pick<RequestEvent, "url" | "locals">,
): string {
  const page = withoutMarks(html);
  return isFragmentRequest(url) ? pickerFragment(page) : withLanguage(page, language);
}

/**
 * A page without what only the framework reads, where the page does not load it: the marks between which it would find
 * what it may change.
 */
export function withoutMarks(html: string): string {
  if (html.includes("__sveltekit")) return html;
  return html.replaceAll(/<!--(?:\[[-!\d]*|\]|[\da-z]*)-->/g, "");
}

/**
 * The sheets of pages: that of guests' pages is written into them, since a first visit should ask for nothing before it
 * paints; all others name one.
 */
export interface PageStyles {
  inline: Uint8Array;
  link: string;
  /** As a source of a content policy. */
  hash: string;
}

/** The sheets, from the text of one and the address of the other. */
export function pageStyles(css: string, address: string): PageStyles {
  return {
    inline: encoder.encode(`<style>${css}</style>`),
    link: `<link rel="stylesheet" href="${address}" />`,
    hash: `'sha256-${createHash("sha256").update(css).digest("base64")}'`,
  };
}

/** Where a page has its sheet; no text of a person becomes a tag. */
const place = '<meta name="styles" />';
const encoder = new TextEncoder();

/** A page that names its sheet. */
export function withStyles(html: string, styles: PageStyles | null): string {
  return html.replace(place, () => styles?.link ?? "");
}

/** The bytes of a guest's page with its sheet in it, which is not encoded again. */
export function pageBytes(html: string, styles: PageStyles | null): Uint8Array<ArrayBuffer> {
  const at = html.indexOf(place);
  if (at < 0) return encoder.encode(html);
  const parts = [
    encoder.encode(html.slice(0, at)),
    styles?.inline ?? new Uint8Array(),
    encoder.encode(html.slice(at + place.length)),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}

/** Allows the sheet that is written into a page. */
export function allowStyles(headers: Headers, styles: PageStyles | null): void {
  const policy = headers.get("content-security-policy");
  if (!policy || !styles) return;
  headers.set(
    "content-security-policy",
    policy.replace("style-src 'self'", `style-src 'self' ${styles.hash}`),
  );
}
