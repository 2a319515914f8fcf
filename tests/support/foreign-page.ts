/** A page on an origin (another host name, too) that is not ours; `policy` is its content security policy. */
export function serveForeignPage(body: string, policy = "") {
  const html = `<!doctype html><html lang="en"><title>Foreign</title><body>${body}</body></html>`;
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () =>
      new Response(html, {
        headers: {
          "content-type": "text/html; charset=utf-8",
          ...(policy ? { "content-security-policy": policy } : {}),
        },
      }),
  );
  return {
    origin: `http://localhost:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
