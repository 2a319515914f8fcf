import type { RequestEvent } from "@sveltejs/kit";
import type { App } from "../app.ts";

type CookieEvent = Pick<RequestEvent, "cookies" | "locals">;

/** Whether the installation is served by https, which the base URL decides, not the proxy. */
export function isHttps({ baseUrl }: Pick<App, "baseUrl">): boolean {
  return baseUrl.startsWith("https:");
}

/** The name of a cookie, with the prefix `__Host-` over https (RFC 6265bis §4.1.3.2). */
export function cookieName(app: Pick<App, "baseUrl">, name: string): string {
  return isHttps(app) ? `__Host-${name}` : name;
}

/** Attributes of all cookies. */
export function cookieOptions(app: Pick<App, "baseUrl">) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: isHttps(app) } as const;
}

export function getCookie({ cookies, locals }: CookieEvent, name: string): string | null {
  return cookies.get(cookieName(locals.app, name)) ?? null;
}

/** Sets a cookie; `maxAge` in seconds. */
export function setCookie(
  { cookies, locals }: CookieEvent,
  name: string,
  value: string,
  maxAge: number,
) {
  const { app } = locals;
  cookies.set(cookieName(app, name), value, { ...cookieOptions(app), maxAge });
}

export function deleteCookie({ cookies, locals }: CookieEvent, name: string) {
  cookies.delete(cookieName(locals.app, name), cookieOptions(locals.app));
}
