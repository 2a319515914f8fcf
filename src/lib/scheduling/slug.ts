import { slugify } from "./username.ts";

const MAX_SLUG_LENGTH = 64;

/** An address made of a title, at most 64 characters; empty when nothing is left of it. */
export function slugOf(text: string): string {
  return slugify(text).slice(0, MAX_SLUG_LENGTH).replace(/-+$/, "");
}

/** The wanted slug, or the first free one of `slug-2`, `slug-3`, …, never longer than 64 characters. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let n = 2;; n++) {
    const ending = `-${n}`;
    const slug = wanted.slice(0, MAX_SLUG_LENGTH - ending.length).replace(/-+$/, "") + ending;
    if (!taken.has(slug)) return slug;
  }
}
