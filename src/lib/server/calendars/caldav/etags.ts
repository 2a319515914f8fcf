/** ETags of calendar objects (RFC 9110 §8.8.3): a proxy that compresses an answer may weaken or mark its ETag. */

const compressionMark = /[^A-Za-z0-9](?:gzip|deflate|br|zstd|compress)"?$/i;

/** Whether a header's ETag is the one that the calendar server compares: neither weak nor marked. */
export function isExactEtag(etag: string): boolean {
  return !etag.startsWith("W/") && !compressionMark.test(etag);
}

/** Whether two ETags differ in nothing but weakness and quotes. */
export function isSameEtag(one: string, other: string): boolean {
  return opaqueOf(one) === opaqueOf(other);
}

/** An ETag as the header has it; some servers leave out the quotes in the property. */
export function withQuotes(etag: string): string {
  return etag.endsWith('"') ? etag : `"${etag}"`;
}

const opaqueOf = (etag: string) => etag.replace(/^W\//, "").replace(/^"(.*)"$/, "$1");
