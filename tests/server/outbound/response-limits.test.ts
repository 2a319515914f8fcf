import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { openOutbound, withTotalTimeout } from "$lib/server/outbound/index.ts";
import { fails, serving } from "../../support/outgoing-requests.ts";

Deno.test("openOutbound: reads no more than its limit, decompressed bytes counted", async () => {
  const bomb = gzipSync(new Uint8Array(5_000_000));
  await serving((request, response) => {
    const [, encoding] = request.url?.split("/bomb/") ?? [];
    if (encoding) response.writeHead(200, { "content-encoding": encoding }).end(bomb);
    else response.end("x".repeat(2000));
  }, async (port) => {
    const fetch = openOutbound({ allow: ["127.0.0.1"] });
    const at = `http://127.0.0.1:${port}`;
    await assert.rejects(fetch(`${at}/`, { maxBytes: 1999 }), fails("too-large"));
    assert.equal((await (await fetch(`${at}/`, { maxBytes: 2000 })).text()).length, 2000);
    for (const encoding of ["gzip", "GZIP", "x-gzip"]) {
      const url = `${at}/bomb/${encoding}`;
      await assert.rejects(fetch(url, { maxBytes: 1_000_000 }), fails("too-large"));
      assert.equal((await (await fetch(url)).arrayBuffer()).byteLength, 5_000_000);
    }
  });
});

Deno.test("openOutbound: of a body that is kept in part, the part and the whole have limits", async () => {
  const body = gzipSync("ab".repeat(1_000_000));
  /** Keeps a tenth of each chunk. */
  const keep = (maxBytes: number) => ({
    maxBytes,
    open: () =>
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => controller.enqueue(chunk.subarray(0, chunk.length / 10)),
      }),
  });
  await serving((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(body);
  }, async (port) => {
    const fetch = openOutbound({ allow: ["127.0.0.1"] });
    const url = `http://127.0.0.1:${port}/`;
    const response = await fetch(url, { maxBytes: 200_000, keep: keep(2_000_000) });
    const { byteLength } = await response.arrayBuffer();
    assert(byteLength > 100_000 && byteLength <= 200_000, `${byteLength}`);
    for (const [part, whole] of [[100_000, 2_000_000], [200_000, 1_999_999]] as const) {
      await assert.rejects(fetch(url, { maxBytes: part, keep: keep(whole) }), fails("too-large"));
    }
  });
});

Deno.test("openOutbound: of a compressed body little more than is wanted is decompressed", async () => {
  const bomb = gzipSync(new Uint8Array(60_000_000));
  await serving((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
  }, async (port) => {
    const fetch = openOutbound({ allow: ["127.0.0.1"] });
    const response = await fetch(`http://127.0.0.1:${port}/`, { firstBytes: 2_000 });
    const { byteLength } = await response.arrayBuffer();
    assert(byteLength >= 2_000 && byteLength < 1_100_000, `${byteLength}`);
  });
});

Deno.test("openOutbound: one time limit over headers and body", async () => {
  await serving((request, response) => {
    if (request.url === "/silent") return;
    response.writeHead(200).write("and then");
  }, async (port) => {
    const fetch = openOutbound({ allow: ["127.0.0.1"] });
    for (const path of ["silent", "stuck"]) {
      await assert.rejects(
        fetch(`http://127.0.0.1:${port}/${path}`, { timeoutMs: 120 }),
        fails("timeout"),
      );
    }
  });
});

Deno.test("withTotalTimeout: many requests together take no longer than the limit", async () => {
  let now = 0;
  const given: (number | undefined)[] = [];
  const fetch = withTotalTimeout(
    (_url, init) => {
      given.push(init?.timeoutMs);
      now += 20_000;
      return Promise.resolve(new Response());
    },
    45_000,
    () => now,
  );
  for (let n = 0; n < 3; n++) await fetch("https://cal.example/", { timeoutMs: 30_000 });
  await assert.rejects(fetch("https://cal.example/"), fails("timeout"));
  assert.deepEqual(given, [30_000, 25_000, 5_000]);
});

Deno.test("openOutbound: a truncated response fails", async () => {
  await serving((_request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => response.destroy());
  }, async (port) => {
    const fetch = openOutbound({ allow: ["127.0.0.1"] });
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`), fails("broken"));
  });
});

Deno.test("openOutbound: a closed port is unreachable", async () => {
  let free = 0;
  await serving(() => {}, (port) => Promise.resolve(void (free = port)));
  const fetch = openOutbound({ allow: ["127.0.0.1"] });
  await assert.rejects(fetch(`http://127.0.0.1:${free}/`), fails("unreachable"));
});

Deno.test("openOutbound: sends method, body and length as given", async () => {
  await serving((request, response) => {
    let body = "";
    request.on("data", (part) => body += part);
    request.on(
      "end",
      () => response.end(`${request.method} ${request.headers["content-length"]} ${body}`),
    );
  }, async (port) => {
    const fetch = openOutbound({ allow: ["127.0.0.1"] });
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "REPORT", body: "<é/>" });
    assert.equal(await answer.text(), "REPORT 5 <é/>");
    const empty = await fetch(`http://127.0.0.1:${port}/`, { method: "POST" });
    assert.equal(await empty.text(), "POST 0 ");
  });
});
