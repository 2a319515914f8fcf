/** The API in the process of a test: the request handler, and behind it the operation. */
import assert from "node:assert/strict";
import type { Cookies, RequestEvent } from "@sveltejs/kit";
import type { Operation } from "$lib/openapi/operation.ts";
import { findAddress } from "$lib/server/api/nouns.ts";
import { answerApi } from "$lib/server/api/serve.ts";
import type { App } from "$lib/server/app.ts";
import { requestHandler } from "$lib/server/http/request-handler.ts";

/** One call: what stands in the braces of the path, headers, cookies and a JSON body. */
export interface ApiCall {
  params?: Record<string, string>;
  headers?: Record<string, string>;
  cookies?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

type Handler = ReturnType<typeof requestHandler>;

/** Calls operations of the API. */
export function openApi(app: App): (operation: Operation, call: ApiCall) => Promise<Response> {
  const handle = requestHandler(() => app, findAddress);
  return async (operation, { params = {}, headers = {}, cookies = {}, query = {}, body }) => {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => {
      assert(params[name], `${operation.id}: nothing for {${name}}`);
      return encodeURIComponent(params[name]);
    });
    const url = new URL(`${path}?${new URLSearchParams(query)}`, app.baseUrl);
    const hasBody = operation.method !== "GET" && operation.method !== "DELETE";
    const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`).join("; ");
    const request = new Request(url, {
      method: operation.method,
      headers: {
        ...(hasBody ? { "content-type": "application/json" } : {}),
        ...(cookie ? { cookie } : {}),
        ...headers,
      },
      ...(hasBody ? { body: JSON.stringify(body ?? {}) } : {}),
    });
    const event = eventOf({ request, id: "/v0/[...path]" });
    return await handle({ event, resolve: answerApi } as Parameters<Handler>[0]);
  };
}

/** An event as the framework hands it to the request handler; cookies are those of the `cookie` header. */
export function eventOf(
  { request, id, params = {} }: { request: Request; id: string; params?: Record<string, string> },
): RequestEvent {
  const given = request.headers.get("cookie") ?? "";
  const jar: Pick<Cookies, "get" | "set" | "delete"> = {
    get: (name) => new RegExp(`(?:^|; )${name}=([^;]*)`).exec(given)?.[1],
    set: () => {},
    delete: () => {},
  };
  return {
    request,
    url: new URL(request.url),
    params,
    route: { id },
    cookies: jar,
    locals: {},
    isDataRequest: false,
    getClientAddress: () => "203.0.113.1",
    setHeaders: () => {},
  } as unknown as RequestEvent;
}
