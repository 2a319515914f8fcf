/**
 * Pages for guests, kept while every record that they were made of is the same, and no longer than the minute that they
 * show. A kept page has no secret: no session, nonce or form.
 */
import { createHash } from "node:crypto";
import type { RequestEvent } from "@sveltejs/kit";
import { nextMinute } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import type { KeptPage } from "../runtime/page-memory.ts";
import { getGuard } from "../kv/guard.ts";
import { lastPlaceOf } from "../store/event-types.ts";
import { getUsername } from "../store/hosts.ts";
import { areUnchanged, recordReads } from "../records/recorded-reads.ts";
import { getTeamSlug } from "../store/teams.ts";
import {
  compress,
  type ContentEncoding,
  MIN_COMPRESSED_BYTES,
  negotiateEncoding,
} from "./content-encoding.ts";
import { headerRecord } from "./header-record.ts";
import { isKnown } from "./known-tags.ts";
import { pageBytes } from "./lean-page.ts";
import { addVary } from "./vary.ts";
import { keepingOf, pageKey } from "./keepable-page.ts";
import { overloadResponse, remakingRefusal } from "./overload.ts";

const cacheControl = {
  shared: "no-cache",
  own: "private, no-cache",
  none: "private, no-store",
} as const;

/** Renders a page; what it hands to `take` is left out of the answer's body, which the framework would encode and hash. */
export type Render = (take?: (html: string) => string) => Promise<Response>;

/** Answers with a kept page, or with a rendered one, which is kept where it may be. */
export async function guestPage(event: RequestEvent, render: Render): Promise<Response> {
  const keeping = keepingOf(event);
  if (keeping === null) return await render();
  const isShared = keeping === "shared" && event.request.method === "GET";
  const kept = isShared ? await find(event) : null;
  const refusal = kept ? null : remakingRefusal(event);
  if (refusal) return overloadResponse(event, refusal);
  const page = kept ??
    await (isShared ? renderAndKeep(event, render) : renderOnce(event, render));
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
  if (!await isRight(app, page)) {
    app.pages.delete(key);
    return null;
  }
  event.locals.language = page.language;
  event.locals.frameAncestors = page.frameAncestors;
  page.visited({ url: event.url, request: event.request, client });
  return page;
}

/** Whether a kept page is the one that would be made now. */
export async function isRight(app: App, { start, end, versions }: KeptPage): Promise<boolean> {
  const now = app.now();
  return start <= now && now < end && await areUnchanged(app.kv, versions);
}

/** Renders a page and keeps it, when it is whole and nothing that it was made of changed meanwhile. */
async function renderAndKeep(event: RequestEvent, render: Render): Promise<KeptPage | Response> {
  const { app } = event.locals, start = app.now(), { kv, versions } = recordReads(app.kv);
  event.locals.app = { ...app, kv };
  let response: Response, html: string | null;
  try {
    await readOwnersGuard(kv, event.params);
    ({ response, html } = await renderText(render));
  } finally {
    event.locals.app = app;
  }
  const { shown, fault, storeRefusal, frameAncestors, language } = event.locals;
  const isWhole = response.status === 200 && !fault && !storeRefusal &&
    !response.headers.has("set-cookie");
  const read = versions();
  if (html === null) return response;
  if (!isWhole || !read) return withBody(response, pageBytes(html, event.locals.styles));
  const { headers } = response;
  headers.delete("content-length");
  const { styles } = event.locals, text = withoutNonce(html, headers);
  const plain = pageBytes(text, styles);
  const hash = createHash("sha256").update(text).update(styles?.hash ?? "").digest("base64url");
  headers.set("etag", `W/"${hash.slice(0, 22)}"`);
  const page: KeptPage = {
    language,
    frameAncestors,
    headers: headerRecord(headers),
    plain,
    encoded: new Map(),
    ready: new Map(),
    versions: read,
    start,
    end: Math.min(nextMinute(start), shown?.until ?? Infinity),
    visited: shown?.visited ?? (() => {}),
  };
  // In two codings it is at most half as large again.
  if (start < page.end) app.pages.set(pageKey(event), page, 1.5 * plain.length);
  return page;
}

/** An answer without its page, which is text; null where it has none. */
async function renderText(render: Render): Promise<{ response: Response; html: string | null }> {
  let html: string | null = null;
  const response = await render((text) => {
    html = text;
    return "";
  });
  return { response, html };
}

/** A page that is not kept. */
async function renderOnce(event: RequestEvent, render: Render): Promise<Response> {
  const { response, html } = await renderText(render);
  return html === null ? response : withBody(response, pageBytes(html, event.locals.styles));
}

function withBody({ status, headers }: Response, body: Uint8Array<ArrayBuffer>): Response {
  // The framework's is of an empty body.
  headers.delete("etag");
  headers.set("content-length", String(body.length));
  return new Response(body, { status, headers: headerRecord(headers) });
}

/** The guard of the host or team of a page: what is read after it is right while it is the same. */
async function readOwnersGuard(kv: Deno.Kv, params: RequestEvent["params"]): Promise<void> {
  const { username = "", team, slug } = params;
  // A picker whose place is known reads the guard with everything else.
  if (team === undefined && slug !== undefined && lastPlaceOf(username, slug)) return;
  const ownerId = team === undefined
    ? (await getUsername(kv, username))?.hostId
    : (await getTeamSlug(kv, team))?.teamId;
  if (ownerId !== undefined) await getGuard(kv, ownerId);
}

/** The page without the nonce of its script, which the policy allows by its hash as well. */
function withoutNonce(html: string, headers: Headers): string {
  const policy = headers.get("content-security-policy") ?? "";
  const [allowed = "", nonce] = / 'nonce-([^']*)'/.exec(policy) ?? [];
  if (nonce === undefined) return html;
  headers.set("content-security-policy", policy.replaceAll(allowed, ""));
  return html.replaceAll(` nonce="${nonce}"`, "");
}

/** The same answer to everybody: 304 to who has it. */
function send(event: RequestEvent, page: KeptPage): Response {
  const { headers } = event.request;
  if (isKnown(headers.get("if-none-match"), page.headers["etag"] ?? "")) {
    const response = new Response(null, { status: 304, headers: page.headers });
    response.headers.delete("content-type");
    return response;
  }
  const encoding = negotiateEncoding(headers.get("accept-encoding"));
  const body = encoding && page.plain.length >= MIN_COMPRESSED_BYTES
    ? encodedBy(encoding, page)
    : page.plain;
  const response = new Response(body, { headers: page.headers });
  if (body !== page.plain) response.headers.set("content-encoding", encoding!);
  response.headers.set("content-length", String(body.length));
  event.locals.kept = { page, key: pageKey(event), body };
  return response;
}

/** The page in a content coding, made once. */
function encodedBy(encoding: ContentEncoding, { plain, encoded }: KeptPage) {
  const known = encoded.get(encoding) ?? compress(plain, encoding);
  encoded.set(encoding, known);
  return known;
}
