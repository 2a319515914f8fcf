import { hashOf } from "../runtime/secrets.ts";

/** A feed as text/calendar with an ETag; 304 when If-None-Match has it (RFC 9110 §13.1.2). */
export async function feedResponse(content: string, ifNoneMatch: string | null): Promise<Response> {
  const etag = `"${await hashOf(content)}"`;
  const headers = { etag, "x-robots-tag": "noindex" };
  const known = ifNoneMatch?.split(",").map((each) => each.trim().replace(/^W\//, ""));
  if (known?.some((each) => each === "*" || each === etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(content, {
    headers: { ...headers, "content-type": "text/calendar; charset=utf-8" },
  });
}
