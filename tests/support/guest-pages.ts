/** Pages for guests in the process of a test: the request handler, and behind it the `load` of the route's own file. */
import assert from "node:assert/strict";
import type { RequestEvent, ResolveOptions } from "@sveltejs/kit";
import type { App } from "$lib/server/app.ts";
import { requestHandler } from "$lib/server/http/request-handler.ts";
import { openPageMemory } from "$lib/server/runtime/page-memory.ts";
import { openVersionedCache } from "$lib/server/runtime/versioned-cache.ts";
import { type TestApp } from "./test-app.ts";

type Handler = ReturnType<typeof requestHandler>;
type Load = (event: RequestEvent) => Promise<{ view?: { live: object } | null }>;

/** What a visitor of a page gets. */
export interface SeenPage {
  status: number;
  headers: Headers;
  html: string;
  /** Everything that the page shows, without when it was made. */
  text: string;
  /** Whether it came from memory. */
  isKept: boolean;
}

/** Opens a page by its path and query; `readyKey` is what the listener names the request by. */
export type OpenPage = (
  path: string,
  headers?: Record<string, string>,
  readyKey?: string | null,
) => Promise<SeenPage>;

/** The pages of a program that keeps them, or with `0` bytes keeps nothing that it has worked out. */
export function openGuestPages(app: App, bytes = 4_000_000): OpenPage {
  return openPages({
    ...app,
    pages: openPageMemory(bytes),
    ...(bytes === 0 ? { startsCache: openVersionedCache(0) } : {}),
    now: () => app.now(),
  });
}

/** The pages of this program. */
export function openPages(remembering: App): OpenPage {
  const handle = requestHandler(() => remembering, () => Promise.resolve(null));
  return async (path, headers = {}, readyKey = null) => {
    const url = new URL(path, remembering.baseUrl);
    const [id, params] = routeOf(url.pathname);
    let isKept = true;
    const request = new Request(url, { headers });
    const event = {
      request,
      url,
      params,
      route: { id },
      cookies: { get: (name: string) => cookieOf(headers, name), set() {}, delete() {} },
      locals: {},
      isDataRequest: false,
      platform: { body: null, takes: () => Promise.resolve(false), readyKey },
      getClientAddress: () => "203.0.113.1",
      setHeaders: () => {},
    } as unknown as RequestEvent;
    const resolve = async (event: RequestEvent, options: ResolveOptions) => {
      isKept = false;
      const { load }: { load: Load } = await import(`../../src/routes${id}/+page.server.ts`);
      try {
        const page = await load(event);
        const view = page.view && { ...page.view, live: { ...page.view.live, at: 0, until: 0 } };
        const text = JSON.stringify({ ...page, view });
        const nonce = crypto.randomUUID();
        const rendered = `<script nonce="${nonce}"></script>${text}`;
        const html = await options.transformPageChunk!({ html: rendered, done: true }) ?? "";
        return new Response(html, {
          headers: {
            "content-length": String(new TextEncoder().encode(html).length),
            "content-type": "text/html",
            "content-security-policy": `script-src 'self' 'nonce-${nonce}'`,
          },
        });
      } catch (error) {
        const { status, location } = error as { status?: number; location?: string };
        if (status === undefined) throw error;
        const headers = location ? { location } : {};
        const html = status === 404
          ? await options.transformPageChunk!({ html: "<p>no page", done: true })
          : null;
        return new Response(html ?? null, { status, headers });
      }
    };
    const answer = await handle({ event, resolve } as Parameters<Handler>[0]);
    const bytes = await answer.bytes();
    const length = answer.headers.get("content-length");
    if (isKept && answer.status === 200) assert.equal(Number(length), bytes.length);
    const html = new TextDecoder().decode(bytes);
    const text = html.replace(/^<script[^>]*><\/script>/, "");
    return { status: answer.status, headers: answer.headers, html, text, isKept };
  };
}

/** Two programs on one store, of which one keeps pages; what they show must be the same. */
export function comparedPages(app: TestApp): (path: string) => Promise<SeenPage> {
  const keeping = openGuestPages(app), fresh = openGuestPages(app, 0);
  return async (path) => {
    const kept = await keeping(path);
    const { status, text } = await fresh(path);
    assert.deepEqual([kept.status, kept.text], [status, text], path);
    return kept;
  };
}

function routeOf(path: string): [string, Record<string, string>] {
  const [, frame, team, owner = "", slug] =
    /^\/(?:(widget|calendar|team)\/)(team\/)?([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  const isTeam = team !== undefined || frame === "team";
  const name = isTeam ? "team" : "username";
  const begin = frame === "widget" && isTeam ? "/widget/team" : `/${frame}`;
  return [
    `${begin}/[${name}]${slug ? "/[slug]" : ""}`,
    { [name]: owner, ...(slug ? { slug } : {}) },
  ];
}

function cookieOf(headers: Record<string, string>, name: string): string | undefined {
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(headers.cookie ?? "")?.[1];
}
