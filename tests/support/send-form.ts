import type { RequestEvent } from "@sveltejs/kit";
import type { App } from "$lib/server/app.ts";
import type { Host } from "$lib/scheduling/host.ts";

type Fields = readonly (readonly [name: string, value: string])[] | Record<string, string>;

/** Sends a form to an action of a page, without the server round it; what redirects is thrown. */
export function sendForm<Answer>(
  act: (event: RequestEvent) => Promise<Answer>,
  from: { app: App; host?: Host | null; params?: Record<string, string> },
  fields: Fields,
): Promise<Answer> {
  const { app, host = null, params = {} } = from;
  const url = new URL("/page", app.baseUrl);
  const pairs = Array.isArray(fields) ? fields : Object.entries(fields);
  const body = new URLSearchParams(pairs.map(([name, value]) => [name, value]));
  const request = new Request(url, { method: "POST", body });
  const locals = { app, host, language: "en" };
  return act({ locals, params, url, request } as unknown as RequestEvent);
}
