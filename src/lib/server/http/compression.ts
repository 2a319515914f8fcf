import type { RequestEvent } from "@sveltejs/kit";
import { addVary } from "./vary.ts";
import { compress, MIN_COMPRESSED_BYTES, negotiateEncoding } from "./content-encoding.ts";

/** Pages that are the same for every visitor; all other pages are not compressed. */
const publicPages = new Set([
  "/",
  "/calendar/[username]",
  "/calendar/[username]/[slug]",
  "/team/[team]",
  "/team/[team]/[slug]",
  "/calendar/[username].md",
  "/calendar/[username]/[slug].md",
  "/team/[team].md",
  "/team/[team]/[slug].md",
  "/widget/[username]",
  "/widget/[username]/[slug]",
  "/widget/team/[team]",
  "/widget/team/[team]/[slug]",
  "/docs/api",
  "/docs/api/[tag]",
]);

/** Query parameters that put an idempotency key or private link secret into a page. */
const secretParams = ["slot", "key", "link"];

/**
 * Whether a response may be compressed: never with a secret and outside text in one body, whose length would reveal
 * the secret (BREACH, CVE-2013-3587).
 */
export function mayCompress(event: RequestEvent): boolean {
  const { request, route, url, locals } = event;
  return request.method === "GET" &&
    (locals.api?.operations.GET?.isShared ?? publicPages.has(route.id ?? "")) &&
    locals.session === null &&
    !request.headers.has("authorization") &&
    !secretParams.some((name) => url.searchParams.has(name));
}

/** The response in the best content coding that the client accepts. */
export async function compressResponse(event: RequestEvent, response: Response): Promise<Response> {
  if (response.status !== 200 || !mayCompress(event)) return response;
  if (response.headers.has("content-encoding")) return response;
  addVary(response.headers, "accept-encoding");
  const encoding = negotiateEncoding(event.request.headers.get("accept-encoding"));
  if (!encoding) return response;
  const plain = await response.bytes();
  const { status, headers } = response;
  if (plain.length < MIN_COMPRESSED_BYTES) return new Response(plain, { status, headers });
  headers.set("content-encoding", encoding);
  headers.delete("content-length");
  // The framework's ETag is of the uncompressed body, and every page has its own CSP nonce.
  headers.delete("etag");
  return new Response(compress(plain, encoding), { status, headers });
}
