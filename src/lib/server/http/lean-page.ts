import { createHash } from "node:crypto";
import type { RequestEvent } from "@sveltejs/kit";
import { isFragmentRequest, pickerFragment } from "../views/picker/picker-page.ts";
import { withLanguage } from "./page-language.ts";

/** What is sent of a rendered page: the picker alone where that is asked for, else the page, which then says its language. */
export function sentPage(
  html: string,
  { url, locals: { language } }: Pick<RequestEvent, "url" | "locals">,
  styles: PageStyles | null = null,
): string {
  const page = withStyles(withoutMarks(html), styles);
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

/** The sheet of pages outside the dashboard, which is written into them: a first visit asks for nothing before it paints. */
export interface PageStyles {
  css: string;
  /** As a source of a content policy. */
  hash: string;
}

/** A sheet with its hash. */
export function pageStyles(css: string): PageStyles {
  return { css, hash: `'sha256-${createHash("sha256").update(css).digest("base64")}'` };
}

/** The page with its sheet; the dashboard loads one of its own. */
function withStyles(html: string, styles: PageStyles | null): string {
  const isOfHosts = styles === null || html.includes('<div class="dash">');
  return html.replace("%styles%", () => isOfHosts ? "" : `<style>${styles.css}</style>`);
}

/** Lets a page have the sheet that is written into it. */
export function allowStyles(headers: Headers, styles: PageStyles | null): void {
  const policy = headers.get("content-security-policy");
  if (!policy || !styles) return;
  headers.set(
    "content-security-policy",
    policy.replace("style-src 'self'", `style-src 'self' ${styles.hash}`),
  );
}
