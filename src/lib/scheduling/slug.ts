import { fold } from "./username.ts";

const longest = 64;

/** An address made of a title, at most 64 characters; empty when nothing is left of it. */
export function slugOf(text: string): string {
  return fold(text).slice(0, longest).replace(/-+$/, "");
}

/** The wished slug, or the first free one of `wish-2`, `wish-3`, …, never longer than 64 characters. */
export function freeSlug(wish: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wish)) return wish;
  for (let n = 2;; n++) {
    const ending = `-${n}`;
    const slug = wish.slice(0, longest - ending.length).replace(/-+$/, "") + ending;
    if (!taken.has(slug)) return slug;
  }
}
