import type { Cookies, RequestEvent } from "@sveltejs/kit";

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
