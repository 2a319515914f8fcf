/** A place that cannot be; what resolves to another origin is not ours. */
const here = "http://here.invalid";

/** The path to go on to after signing in: ours only, never `//evil`, `/\evil`, another origin or an address that acts (AUTH-6). */
export function whereNext(wish: string | null | undefined, otherwise = "/dashboard"): string {
  if (!wish || wish.length > 2000 || !wish.startsWith("/")) return otherwise;
  let url: URL;
  try {
    url = new URL(wish, here);
  } catch {
    return otherwise;
  }
  if (url.origin !== here || url.pathname.startsWith("//")) return otherwise;
  if (/^\/(auth|v0)(\/|$)/.test(url.pathname)) return otherwise;
  return url.pathname + url.search + url.hash;
}
