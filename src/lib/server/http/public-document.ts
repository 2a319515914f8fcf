import { createHash } from "node:crypto";
import {
  compress,
  type ContentEncoding,
  MIN_COMPRESSED_BYTES,
  negotiateEncoding,
} from "./content-encoding.ts";
import { isKnown } from "./known-tags.ts";

/** A text that is the same for everybody, signed in or not, and holds no secret: so it may be compressed for all. */
export interface PublicDocument {
  body: Uint8Array<ArrayBuffer>;
  tag: string;
  /** Made when they are first asked for. */
  encoded: Map<ContentEncoding, Uint8Array<ArrayBuffer>>;
}

export function publicDocument(text: string): PublicDocument {
  const body = new TextEncoder().encode(text);
  const tag = createHash("sha256").update(body).digest("base64url").slice(0, 22);
  return { body, tag, encoded: new Map() };
}

/** The document in the best content coding that the client accepts; 304 where the client has it (RFC 9110 §13.1.2). */
export function sendPublicDocument(
  request: Request,
  document: PublicDocument,
  headers: { "content-type": string; "cache-control": string; link?: string },
): Response {
  const isLarge = document.body.length >= MIN_COMPRESSED_BYTES;
  const encoding = isLarge ? negotiateEncoding(request.headers.get("accept-encoding")) : null;
  const etag = `"${document.tag}${encoding ? `-${encoding}` : ""}"`;
  const all = {
    ...headers,
    etag,
    vary: "accept-encoding",
    ...(encoding ? { "content-encoding": encoding } : {}),
  };
  if (isKnown(request.headers.get("if-none-match"), etag)) {
    const { "content-type": _, "content-encoding": __, ...kept } = all as Record<string, string>;
    return new Response(null, { status: 304, headers: kept });
  }
  return new Response(encoding ? encodedBy(document, encoding) : document.body, { headers: all });
}

function encodedBy(document: PublicDocument, encoding: ContentEncoding): Uint8Array<ArrayBuffer> {
  const made = document.encoded.get(encoding) ?? compress(document.body, encoding);
  document.encoded.set(encoding, made);
  return made;
}
