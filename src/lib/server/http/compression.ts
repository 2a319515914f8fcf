import type { RequestEvent } from "@sveltejs/kit";
import { compress, negotiateEncoding } from "./content-encoding.ts";

const MIN_COMPRESSED_BYTES = 1024;

/** The pages that say the same to every visitor; everything not named here is sent as it is. */
const publicPages = new Set([
  "/",
  "/calendar/[username]",
  "/calendar/[username]/[slug]",
  "/widget/[username]/[slug]",
]);

/** Fields of an address with which a page carries a form's key or the secret of a private link. */
const secretParams = ["slot", "key", "link"];

/**
 * Whether an answer may be compressed: a secret and text from outside never share a compressed body, whose length
 * tells about both (BREACH, CVE-2013-3587).
 */
export function mayCompress(event: RequestEvent): boolean {
  const { request, route, url, locals } = event;
  const id = route.id ?? "";
  return request.method === "GET" &&
    (publicPages.has(id) || id.startsWith("/v0/users/")) &&
    locals.session === null &&
    !request.headers.has("authorization") &&
    !secretParams.some((name) => url.searchParams.has(name));
}

/** The answer as this client takes it best. */
export async function compressResponse(event: RequestEvent, answer: Response): Promise<Response> {
  if (answer.status !== 200 || !answer.body || !mayCompress(event)) return answer;
  answer.headers.append("vary", "accept-encoding");
  const encoding = negotiateEncoding(event.request.headers.get("accept-encoding"));
  if (!encoding) return answer;
  const plain = await answer.bytes();
  const { status, headers } = answer;
  if (plain.length < MIN_COMPRESSED_BYTES) return new Response(plain, { status, headers });
  headers.set("content-encoding", encoding);
  headers.delete("content-length");
  // The framework's tag names the plain bytes, and no second answer has the same: each has its own nonce.
  headers.delete("etag");
  return new Response(compress(plain, encoding), { status, headers });
}
