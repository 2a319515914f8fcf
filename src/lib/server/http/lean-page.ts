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
