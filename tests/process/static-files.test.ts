import assert from "node:assert/strict";
import { fileHeaders } from "$lib/server/http/security-headers.ts";
import { loadAssets, sendAsset } from "../../src/process/static-files.ts";
import { listen } from "../../src/process/listener.ts";
import { tempFolder } from "../support/temp-folder.ts";

const constant = fileHeaders("https://meet.example.org");

async function servedFolder() {
  const folder = await tempFolder();
  await Deno.mkdir(`${folder.path}/_app/immutable`, { recursive: true });
  await Deno.writeTextFile(`${folder.path}/_app/immutable/a.js`, "plain");
  await Deno.writeTextFile(`${folder.path}/_app/immutable/a.js.br`, "brotli");
  await Deno.writeTextFile(`${folder.path}/_app/immutable/a.js.gz`, "gzip");
  await Deno.writeTextFile(`${folder.path}/widget.js`, "widget");
  const assets = await loadAssets(folder.path, constant);
  const listener = await listen({ hostname: "127.0.0.1", port: 0 }, {
    file: (request, response) => sendAsset(assets, request, response),
    page: () => Promise.resolve(new Response("page", { status: 404 })),
    origin: (host) => `http://${host}`,
    headers: constant,
    onError: (error) => {
      throw error;
    },
  });
  return {
    url: `http://127.0.0.1:${listener.port}`,
    async [Symbol.asyncDispose]() {
      await listener.close(0);
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** As the bytes on the wire say it: `fetch` would unpack them. */
async function get(url: string, headers: Record<string, string> = {}, method = "GET") {
  const { hostname, port, pathname } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const lines = Object.entries({ host: "a", connection: "close", ...headers });
  await connection.write(
    new TextEncoder().encode(
      `${method} ${pathname} HTTP/1.1\r\n${lines.map(([k, v]) => `${k}: ${v}\r\n`).join("")}\r\n`,
    ),
  );
  const [head = "", body] = (await new Response(connection.readable).text()).split("\r\n\r\n");
  const [status, ...rest] = head.split("\r\n");
  return {
    status: Number(status?.split(" ")[1]),
    headers: new Headers(rest.map((line): [string, string] => [
      line.slice(0, line.indexOf(":")),
      line.slice(line.indexOf(":") + 2),
    ])),
    body,
  };
}

Deno.test("sendAsset sends an encoding that the browser accepts", async () => {
  await using site = await servedFolder();
  const path = `${site.url}/_app/immutable/a.js`;
  for (
    const [accepted, body, encoding] of [
      ["gzip, deflate, br", "brotli", "br"],
      ["gzip", "gzip", "gzip"],
      ["identity", "plain", null],
    ] as const
  ) {
    const answer = await get(path, { "accept-encoding": accepted });
    assert.equal(answer.body, body);
    assert.equal(answer.headers.get("content-encoding"), encoding);
    assert.equal(answer.headers.get("vary"), "accept-encoding");
  }
});

Deno.test("sendAsset: hashed names are immutable, others are revalidated", async () => {
  await using site = await servedFolder();
  const hashed = await get(`${site.url}/_app/immutable/a.js`);
  assert.match(hashed.headers.get("cache-control") ?? "", /immutable/);
  assert.match(hashed.headers.get("content-type") ?? "", /^text\/javascript/);
  const named = await get(`${site.url}/widget.js`);
  assert.doesNotMatch(named.headers.get("cache-control") ?? "", /immutable/);
  const again = await get(`${site.url}/widget.js`, {
    "if-none-match": named.headers.get("etag") ?? "",
  });
  assert.deepEqual([again.status, again.body], [304, ""]);
});

Deno.test("sendAsset sends the headers of every response, with 304 too", async () => {
  await using site = await servedFolder();
  const file = await get(`${site.url}/widget.js`);
  const again = await get(`${site.url}/widget.js`, {
    "if-none-match": file.headers.get("etag") ?? "",
  });
  for (const { headers } of [file, again]) {
    for (const [name, value] of Object.entries(constant)) assert.equal(headers.get(name), value);
  }
});

Deno.test("sendAsset leaves every other path and method to the pages", async () => {
  await using site = await servedFolder();
  for (const path of ["/", "/nothing.js", "/../secret", "/_app/immutable/a.js.br"]) {
    assert.equal((await get(site.url + path)).status, 404);
  }
  assert.equal((await get(`${site.url}/widget.js`, {}, "DELETE")).status, 404);
  assert.equal((await get(`${site.url}/widget.js`, {}, "HEAD")).body, "");
});
