import { sessionCookie } from "$lib/server/auth/sessions.ts";

/** A browser without scripts: keeps cookies, sends the Origin of the page it is on, follows nothing by itself. */
export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<VisitorResponse>;
  /** A form of ours. */
  post(
    path: string,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<VisitorResponse>;
  /** JSON of a script of ours. */
  send(method: string, path: string, body: unknown): Promise<VisitorResponse>;
  cookies: Map<string, string>;
}

export interface VisitorResponse {
  status: number;
  headers: Headers;
  text: string;
  /** Where it leads: path and query when it stays here. */
  location: string | null;
  setCookies: string[];
}

/** A visitor without cookies, or with the secret of a host's session. */
export function startVisit(address: string, session?: string): Visitor {
  const cookies = new Map(session ? [[sessionCookie, session]] : []);

  async function ask(path: string, init: RequestInit): Promise<VisitorResponse> {
    const headers = new Headers(init.headers);
    headers.set("user-agent", "Test browser");
    if (cookies.size > 0) {
      headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    }
    const answer = await fetch(new URL(path, address), { ...init, headers, redirect: "manual" });
    const setCookies = answer.headers.getSetCookie();
    for (const line of setCookies) keep(line);
    const location = answer.headers.get("location");
    const to = location === null ? null : new URL(location, address);
    return {
      status: answer.status,
      headers: answer.headers,
      text: await answer.text(),
      location: to && (to.origin === new URL(address).origin ? to.pathname + to.search : to.href),
      setCookies,
    };
  }

  function keep(line: string): void {
    const [pair = ""] = line.split(";", 1);
    const at = pair.indexOf("=");
    const name = pair.slice(0, at), value = pair.slice(at + 1);
    if (/max-age=0/i.test(line) || value === "") cookies.delete(name);
    else cookies.set(name, value);
  }

  return {
    cookies,
    get: (path, headers = {}) => ask(path, { headers: { accept: "text/html", ...headers } }),
    post: (path, fields = {}, headers = {}) =>
      ask(path, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { accept: "text/html", origin: address, ...headers },
      }),
    send: (method, path, body) =>
      ask(path, {
        method,
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", origin: address },
      }),
  };
}

/** A visitor who has opened this link and pressed its button. */
export async function signedInBy(
  address: string,
  link: string,
  name = "Ada Beck",
): Promise<Visitor> {
  const visitor = startVisit(address);
  const token = new URL(link).searchParams.get("token") ?? "";
  const answer = await visitor.post("/auth/verify", { token, name, zone: "Europe/Berlin" });
  if (!visitor.cookies.has("invito_session")) {
    throw new Error(`The link did not sign in: ${answer.status} ${answer.location}`);
  }
  return visitor;
}
