import type { Page } from "@sveltejs/kit";

/**
 * What an address is about, without the section of it that is shown. Layouts draw their page anew for each: the framework
 * would show the next record in the same fields, with what was entered for the one before.
 */
export function shownRecord({ params }: Pick<Page, "params">): string {
  return JSON.stringify({ ...params, section: undefined });
}
