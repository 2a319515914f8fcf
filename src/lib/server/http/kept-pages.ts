/**
 * Pages for guests, kept while every record that they were made of is the same, and no longer than the minute that they
 * show. A kept page has no secret: no session, nonce or form.
 */
import { createHash } from "node:crypto";
import type { RequestEvent } from "@sveltejs/kit";
import { nextMinute } from "$lib/scheduling/durations.ts";
import type { KeptPage } from "../runtime/page-memory.ts";
import { getGuard } from "../kv/guard.ts";
import { getUsername } from "../store/hosts.ts";
import { areUnchanged, recordReads } from "../records/recorded-reads.ts";
import { getTeamSlug } from "../store/teams.ts";
import {
  compress,
  type ContentEncoding,
  MIN_COMPRESSED_BYTES,
  negotiateEncoding,
} from "./content-encoding.ts";
import { isKnown } from "./known-tags.ts";
import { addVary } from "./vary.ts";
import { keepingOf, pageKey } from "./keepable-page.ts";
import { overloadResponse, remakingRefusal } from "./overload.ts";

const cacheControl = {
  shared: "no-cache",
  own: "private, no-cache",
  none: "private, no-store",
} as const;

/** Answers with a kept page, or with a rendered one, which is kept where it may be. */
export async function guestPage(
  event: RequestEvent,
  render: () => Promise<Response>,
): Promise<Response> {
  const keeping = keepingOf(event);
  if (keeping === null) return await render();
  const isShared = keeping === "shared" && event.request.method === "GET";
  const kept = isShared ? await find(event) : null;
  const refusal = kept ? null : remakingRefusal(event);
  if (refusal) return overloadResponse(event, refusal);
  const page = kept ?? await (isShared ? renderAndKeep(event, render) : render());
  const response = page instanceof Response ? page : send(event, page);
  const isShown = response.status === 200 || response.status === 304;
  response.headers.set("cache-control", cacheControl[isShown ? keeping : "none"]);
  addVary(response.headers, "accept-language", "accept-encoding", "cookie");
  return response;
}

/** The kept page of a request, if it is still right. */
async function find(event: RequestEvent): Promise<KeptPage | null> {
  const { app, client } = event.locals, key = pageKey(event), page = app.pages.get(key);
  if (!page) return null;
  const now = app.now();
  if (now < page.start || now >= page.end || !await areUnchanged(app.kv, page.versions)) {
    app.pages.delete(key);
    return null;
  }
  event.locals.language = page.language;
  event.locals.frameAncestors = page.frameAncestors;
  page.visited({ url: event.url, request: event.request, client });
  return page;
}

/** Renders a page and keeps it, when it is whole and nothing that it was made of changed meanwhile. */
async function renderAndKeep(
  event: RequestEvent,
  render: () => Promise<Response>,
): Promise<KeptPage | Response> {
  const { app } = event.locals, start = app.now(), { kv, versions } = recordReads(app.kv);
  event.locals.app = { ...app, kv };
  let response: Response;
  try {
    await readOwnersGuard(kv, event.params);
    response = await render();
  } finally {
    event.locals.app = app;
  }
  const { shown, fault, storeRefusal, frameAncestors, language } = event.locals;
  const isWhole = response.status === 200 && !fault && !storeRefusal &&
    !response.headers.has("set-cookie");
  const read = versions();
  if (!isWhole || !read) return response;
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  const plain = withoutNonce(await response.bytes(), headers);
  headers.set("etag", `W/"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`);
  const page: KeptPage = {
    language,
    frameAncestors,
    headers: [...headers],
    plain,
    encoded: new Map(),
    versions: read,
    start,
    end: Math.min(nextMinute(start), shown?.until ?? Infinity),
    visited: shown?.visited ?? (() => {}),
  };
  // In two codings it is at most half as large again.
  if (start < page.end) app.pages.set(pageKey(event), page, 1.5 * plain.length);
  return page;
}

/** The guard of the host or team of a page: what is read after it is right while it is the same. */
async function readOwnersGuard(kv: Deno.Kv, params: RequestEvent["params"]): Promise<void> {
  const { username = "", team } = params;
  const ownerId = team === undefined
    ? (await getUsername(kv, username))?.hostId
    : (await getTeamSlug(kv, team))?.teamId;
  if (ownerId !== undefined) await getGuard(kv, ownerId);
}

/** The page without the nonce of its script, which the policy allows by its hash as well. */
function withoutNonce(
  body: Uint8Array<ArrayBuffer>,
  headers: Headers,
): Uint8Array<ArrayBuffer> {
  const policy = headers.get("content-security-policy") ?? "";
  headers.set("content-security-policy", policy.replaceAll(/ 'nonce-[^']*'/g, ""));
  const html = new TextDecoder().decode(body).replaceAll(/(<script\b[^>]*) nonce="[^"]*"/g, "$1");
  return new TextEncoder().encode(html);
}

/** The same answer to everybody: 304 to who has it. */
function send({ request }: RequestEvent, page: KeptPage): Response {
  const headers = new Headers(page.headers as [string, string][]);
  if (isKnown(request.headers.get("if-none-match"), headers.get("etag") ?? "")) {
    headers.delete("content-type");
    return new Response(null, { status: 304, headers });
  }
  const encoding = negotiateEncoding(request.headers.get("accept-encoding"));
  const body = encoding && page.plain.length >= MIN_COMPRESSED_BYTES
    ? encodedBy(encoding, page)
    : page.plain;
  if (body !== page.plain) headers.set("content-encoding", encoding!);
  headers.set("content-length", String(body.length));
  return new Response(body, { headers });
}

/** The page in a content coding, made once. */
function encodedBy(encoding: ContentEncoding, { plain, encoded }: KeptPage) {
  const known = encoded.get(encoding) ?? compress(plain, encoding);
  encoded.set(encoding, known);
  return known;
}
