/** What is answered while the program starts or stops: pages of `static/`, in all languages, which need nothing else. */
import { isApiPath } from "../lib/server/http/check-origin.ts";

const RETRY_SECONDS = 5;

/** A page that tries again by itself, or says that a form was not sent; programs get problem details. */
export async function awayResponse(request: Request, folder: string): Promise<Response> {
  const headers = { "retry-after": String(RETRY_SECONDS), "cache-control": "no-store" };
  if (isApiPath(new URL(request.url))) {
    const title = "The server is starting or stopping.";
    const body = { type: "about:blank", title, status: 503, ok: false, error: title };
    const type = "application/problem+json";
    return new Response(JSON.stringify(body), {
      status: 503,
      headers: { ...headers, "content-type": type },
    });
  }
  const isRead = request.method === "GET" || request.method === "HEAD";
  const page = await Deno.readFile(`${folder}/unavailable${isRead ? "" : "-form"}.html`);
  return new Response(request.method === "HEAD" ? null : page, {
    status: 503,
    headers: {
      ...headers,
      "content-type": "text/html; charset=utf-8",
      // The styles stand in the page, and nothing of a visitor does.
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
    },
  });
}

/** Whether something has happened within some time. */
export async function happensWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<false>((done) => timer = setTimeout(() => done(false), ms));
  try {
    return await Promise.race([promise.then(() => true), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
