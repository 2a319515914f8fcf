/** The API in the process of a test: the request handler, and behind it the function of the route's own file. */
import assert from "node:assert/strict";
import type { Cookies, RequestEvent } from "@sveltejs/kit";
import type { Operation } from "$lib/api/operation.ts";
import { operationAt } from "$lib/api/operations.ts";
import type { App } from "$lib/server/app.ts";
import { requestHandler } from "$lib/server/http/request-handler.ts";

const routes = new URL("../../src/routes/v0/", import.meta.url);

/** One call: what stands in the braces of the path, headers, cookies and a JSON body. */
export interface ApiCall {
  params?: Record<string, string>;
  headers?: Record<string, string>;
  cookies?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

type Route = (event: RequestEvent) => Promise<Response> | Response;
type Handler = ReturnType<typeof requestHandler>;

/** Calls operations of the API, each at its own route. */
export function openApi(app: App): (operation: Operation, call: ApiCall) => Promise<Response> {
  const handle = requestHandler(() => app);
  return async (operation, { params = {}, headers = {}, cookies = {}, query = {}, body }) => {
    const id = routeIdOf(operation);
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
    const event = eventOf({ request, params, id });
    return await handle(
      {
        event,
        resolve: async (event) => (await routeOf(id, operation.method))(event),
      } as Parameters<Handler>[0],
    );
  };
}

async function routeOf(id: string, method: string): Promise<Route> {
  const module = await import(new URL(`${id.slice("/v0/".length)}/+server.ts`, routes).href);
  assert(module[method], `${id} has no ${method}`);
  return module[method];
}

const routeIds = idsBelow(routes, "/v0");

/** SvelteKit's id of the route of an operation. */
function routeIdOf(operation: Operation): string {
  const id = routeIds.find((each) => operationAt(each, operation.method)?.id === operation.id);
  assert(id, `${operation.id}: no route at ${operation.path}`);
  return id;
}

function idsBelow(folder: URL, id: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory
      ? idsBelow(new URL(`${encodeURIComponent(name)}/`, folder), `${id}/${name}`)
      : name === "+server.ts"
      ? [id]
      : []
  );
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
