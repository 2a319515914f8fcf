/** One spelling of a URL: servers percent-encode the same path in different ways. */
export function canonicalHref(href: string): string {
  const url = URL.parse(href);
  // Not every provider names its objects by addresses.
  if (!url) return href;
  try {
    const parts = url.pathname.split("/");
    return url.origin + parts.map((part) => encodeURIComponent(decodeURIComponent(part))).join("/");
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return href;
  }
}
