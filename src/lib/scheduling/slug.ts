const longest = 64;

/** An address made of a title: accents folded, everything else than letters and digits one hyphen; empty when nothing is left. */
export function slugOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "");
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
