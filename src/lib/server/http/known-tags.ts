/** Whether a client has the answer with this entity tag (`If-None-Match`, RFC 9110 §13.1.2, by weak comparison). */
export function isKnown(ifNoneMatch: string | null | undefined, etag: string): boolean {
  const known = (ifNoneMatch ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return etag !== "" && (known.includes(etag.replace(/^W\//, "")) || known.includes("*"));
}
