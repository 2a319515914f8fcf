/** Names that a booking page may not have: they are, or may become, addresses of the product. */
const reserved = new Set(
  ("about accent account accounts admin administrator api app assets auth availability billing blog booking bookings " +
    "calendar calendars compat contact dashboard docs embed event events favicon feed feeds health help home host hosts " +
    "invito keys legal live llms login logout mcp me metrics new null oauth onboarding openapi operator organizer picture pictures privacy " +
    "profile ready register root security settings sign-in sign-out sign-up signin signout signup static status " +
    "support system team team-invitation teams terms undefined user users v0 v1 verify-email webhook webhooks " +
    "well-known widget www")
    .split(" "),
);

const SHORTEST = 3;
const LONGEST = 64;

/** Whether a name is reserved for the product. */
export function isReserved(username: string): boolean {
  return reserved.has(username);
}

/** Whether a name has the form that a username needs: 3 to 64 of a-z, 0-9 and single inner hyphens. */
export function isUsername(username: string): boolean {
  return username.length >= SHORTEST && username.length <= LONGEST &&
    /^[a-z0-9]+(-[a-z0-9]+)*$/.test(username);
}

/** Whether a host of this name has a page at the short address: the product's own addresses win. */
export function isShortName(name: string): boolean {
  return isUsername(name) && !isReserved(name);
}

/** The username that a name suggests: folded to ASCII, with a suffix when too short or reserved. */
export function usernameFrom(name: string): string {
  let slug = slugify(name).slice(0, LONGEST - 8).replace(/-+$/, "");
  if (slug === "") slug = "host";
  if (slug.length < SHORTEST || isReserved(slug)) slug = `${slug}-page`;
  return slug;
}

/** The n-th try for a name that is taken: `ada`, `ada-2`, `ada-3`. */
export function withSuffix(username: string, n: number): string {
  return n <= 1 ? username : `${username}-${n}`;
}

/** Characters that are not one of ASCII with a mark, and the German umlauts, which are written out. */
const letters: Record<string, string> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
};

/** Letters and digits of ASCII, joined by single hyphens; empty when nothing is left. */
export function slugify(text: string): string {
  return text.normalize("NFKC").toLowerCase()
    .replace(/(?<=g)ü(?=[eéií])/g, "u") // Spanish, as in "bilingüe"
    .replace(/[äöüßæœøđðþłı]/g, (letter) => letters[letter]!)
    .normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
