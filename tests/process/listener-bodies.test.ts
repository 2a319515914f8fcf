import assert from "node:assert/strict";
import type { RequestHandlers } from "../../src/process/listener.ts";
import { until } from "../support/until.ts";
import { echo, raw, served } from "../support/listener-stage.ts";

Deno.test("listen stops a body without Content-Length once it is over the limit", async () => {
  let seen = 0;
  await using site = await served(async (request) =>
    new Response(await request.text(), { status: 200 + seen++ })
  );
  const head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  const chunk = `200\r\n${"x".repeat(0x200)}\r\n`;
  const answer = await raw(site.listener.port, head + chunk, chunk);
  assert.match(answer, /^HTTP\/1\.1 413 /);
  assert.equal(seen, 0);
});

Deno.test("listen refuses a Content-Length over the limit without reading the body", async () => {
  await using site = await served(echo);
  const answer = await raw(
    site.listener.port,
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n",
  );
  assert.match(answer, /^HTTP\/1\.1 413 /);
});

Deno.test("listen accepts a body of exactly the limit", async () => {
  await using site = await served(echo);
  const answer = await fetch(site.url, { method: "POST", body: "x".repeat(1000) });
  assert.equal(await answer.text(), "got 1000");
});

Deno.test("listen answers from the head alone where a page reads no body", async () => {
  await using site = await served(() => Promise.resolve(new Response("no", { status: 404 })));
  const head = "POST / HTTP/1.1\r\nHost: a\r\n";
  for (
    const body of ["Content-Length: 900\r\n\r\nx", "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"]
  ) {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: site.listener.port });
    await connection.write(new TextEncoder().encode(head + body));
    const answer = new Uint8Array(1000);
    const length = await connection.read(answer);
    assert.match(new TextDecoder().decode(answer.subarray(0, length ?? 0)), /^HTTP\/1\.1 404 /);
  }
  assert.deepEqual(site.faults, []);
});

Deno.test("listen uses a connection again after a body that nobody wanted, and after no larger one", async () => {
  await using site = await served(({ url }) =>
    Promise.resolve(new Response(`at ${new URL(url).pathname}`))
  );
  const short = "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
  const last = "GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  const both = await raw(site.listener.port, short + last);
  assert.deepEqual(both.match(/at \/\d/g), ["at /1", "at /2"]);
  const large = `POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n${"x".repeat(70_000)}`;
  const one = await raw(site.listener.port, large + last);
  assert.deepEqual(one.match(/at \/\d/g), ["at /1"]);
  assert.match(one, /^connection: close/im);
});

Deno.test("listen holds so much of all bodies, of one client less, and gives it back", async () => {
  const bodies = { total: 1_500, perClient: 900 };
  const held = Promise.withResolvers<void>();
  const arrived: string[] = [];
  const page: RequestHandlers["page"] = async (request, _, body) => {
    const client = request.headers.get("x-client")!;
    const received = await body!.receive({ maxBytes: 1_000, client });
    arrived.push(`${client} ${received}`);
    if (request.headers.has("x-held")) await held.promise;
    return new Response(received, { status: received === "whole" ? 200 : 503 });
  };
  await using site = await served(page, {}, { bodies });
  const send = async (client: string, bytes: number, more: Record<string, string> = {}) => {
    const headers = { "x-client": client, ...more };
    const answer = await fetch(site.url, { method: "POST", headers, body: "x".repeat(bytes) });
    return await answer.text();
  };
  const first = send("a", 800, { "x-held": "1" });
  await until("the first", () => arrived.length === 1);
  const ofOne = await send("a", 200);
  const second = send("b", 600, { "x-held": "1" });
  await until("the second", () => arrived.some((each) => each.startsWith("b ")));
  const ofAll = await send("c", 200);
  held.resolve();
  assert.deepEqual(await Promise.all([first, second]), ["whole", "whole"]);
  assert.deepEqual({ ofOne, ofAll }, { ofOne: "busy", ofAll: "busy" });
  await until("room again", async () => await send("c", 900) === "whole");
});

Deno.test("listen gives the memory of a body back when its client leaves", async () => {
  let outcome = "";
  const page: RequestHandlers["page"] = async (_request, client, body) => {
    const received = await body!.receive({ maxBytes: 1_000, client });
    outcome ||= received;
    return new Response(received);
  };
  await using site = await served(page, {}, { bodies: { total: 900, perClient: 900 } });
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: site.listener.port });
  const head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n";
  await connection.write(new TextEncoder().encode(head + "x".repeat(800)));
  connection.close();
  await until("the end of the first", () => outcome === "gone");
  const answer = await fetch(site.url, { method: "POST", body: "x".repeat(900) });
  assert.equal(await answer.text(), "whole");
  assert.deepEqual(site.faults, []);
});

Deno.test("listen turns away the connections of a client who has many", async () => {
  await using site = await served(echo, {}, { connectionsPerClient: 3 });
  const open = () => Deno.connect({ hostname: "127.0.0.1", port: site.listener.port });
  const held = await Promise.all([open(), open(), open()]);
  const answer = await raw(site.listener.port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  assert.match(answer, /^HTTP\/1\.1 503 [^]*retry-after: 5/);
  held.forEach((connection) => connection.close());
  await until("room again", async () => (await fetch(site.url).then(String, () => "")) !== "");
});
