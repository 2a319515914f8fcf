/** A base for parsing; a URL that resolves to another origin is not ours. */
const placeholderOrigin = "http://here.invalid";

/** The path to redirect to after sign-in: only our own, never `//evil`, `/\evil`, another origin, /auth or /v0 (AUTH-6). */
export function safeRedirect(
  requested: string | null | undefined,
  fallback = "/dashboard",
): string {
  if (!requested || requested.length > 2000 || !requested.startsWith("/")) return fallback;
  let url: URL;
  try {
    url = new URL(requested, placeholderOrigin);
  } catch {
    return fallback;
  }
  if (url.origin !== placeholderOrigin || url.pathname.startsWith("//")) return fallback;
  if (/^\/(auth|v0)(\/|$)/.test(url.pathname)) return fallback;
  return url.pathname + url.search + url.hash;
}
