/** A reverse proxy that compresses what is read and marks its ETag, as web servers before a calendar server do. */

/** How an ETag is changed in an answer to a method; `isEncoded` where the answer is compressed. */
export type Mark = (etag: string, method: string, isEncoded: boolean) => string | null;

/** A mark of the part between the quotes, only of a compressed answer to GET. */
const inside = (mark: (opaque: string) => string): Mark => (etag, method, isEncoded) =>
  method === "GET" && isEncoded ? `"${mark(etag.slice(1, -1))}"` : etag;

/** What servers in the field make of an ETag. */
export const marks: Record<string, Mark> = {
  "Apache, x-gzip": inside((opaque) => `${opaque}-gzip`),
  "Apache, x;gzip": inside((opaque) => `${opaque};gzip`),
  "Jetty, x--gzip": inside((opaque) => `${opaque}--gzip`),
  "Brotli, x-br": inside((opaque) => `${opaque}-br`),
  "nginx, weak": (etag, method, isEncoded) => method === "GET" && isEncoded ? `W/${etag}` : etag,
  "none for GET": (etag, method) => method === "GET" ? null : etag,
  "no quotes in properties": (etag, method) =>
    method === "PROPFIND" || method === "REPORT" ? etag.slice(1, -1) : etag,
  "another for each method read": (etag, method) =>
    method === "GET" ? `"get of ${etag.slice(1, -1)}"` : etag,
  "written ones, too": (etag, method) =>
    method === "GET" || method === "PUT" ? `"${etag.slice(1, -1)}-gzip"` : etag,
};

const getetag = /(<(?:\w+:)?getetag>)([^<]*)(<\/)/g;

/** Starts it before `origin`. */
export function startMarkingProxy(origin: string, mark: Mark) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    for (const name of ["host", "accept-encoding", "content-length"]) headers.delete(name);
    const answer = await fetch(new URL(pathname + search, origin), {
      method: request.method,
      headers,
      redirect: "manual",
      body: request.body ? await request.bytes() : null,
    });
    const isEncoded = answer.status === 200 &&
      /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
    const sent = new Headers(answer.headers);
    for (const name of ["content-length", "content-encoding"]) sent.delete(name);
    const etag = sent.get("etag");
    if (etag !== null) {
      const marked = mark(etag, request.method, isEncoded);
      if (marked === null) sent.delete("etag");
      else sent.set("etag", marked);
    }
    if (answer.status === 207) {
      const text = (await answer.text()).replaceAll(getetag, (_, open, etag, close) => {
        return open + (mark(etag.replaceAll("&quot;", '"'), request.method, false) ?? "") + close;
      });
      return new Response(text, { status: 207, headers: sent });
    }
    if (!isEncoded) return new Response(answer.body, { status: answer.status, headers: sent });
    sent.set("content-encoding", "gzip");
    const body = answer.body?.pipeThrough(new CompressionStream("gzip")) ?? null;
    return new Response(body, { status: answer.status, headers: sent });
  });
  return {
    address: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
