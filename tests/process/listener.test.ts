import assert from "node:assert/strict";
import { constant, echo, raw, served } from "../support/listener-stage.ts";

Deno.test("listen disconnects a client that sends its headers slowly", async () => {
  await using site = await served(echo);
  const start = performance.now();
  const answer = await raw(site.listener.port, "GET / HTTP/1.1\r\nHost: a\r\n", "X-More: 1\r\n");
  assert.match(answer, /^HTTP\/1\.1 408 /);
  assert.ok(performance.now() - start < 2000);
});

Deno.test("listen disconnects a client that sends its body slowly, and no page gets a part of it", async () => {
  let seen = 0;
  await using site = await served(async (request) =>
    new Response(await request.text(), { status: 200 + seen++ })
  );
  const head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n";
  const answer = await raw(site.listener.port, head, "x");
  assert.match(answer, /^HTTP\/1\.1 408 /);
  assert.equal(seen, 0);
});

const post = "POST / HTTP/1.1\r\nHost: a\r\n";
const large = `X: ${"x".repeat(20_000)}\r\n`;

for (
  const [what, status, head, drip] of [
    ["a Host with a path in it", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"],
    ["a Host with credentials", 400, "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"],
    ["a Host with a port that is none", 400, "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n"],
    ["a Host that is no address", 400, "GET / HTTP/1.1\r\nHost: 999.1.1.1\r\n\r\n"],
    ["a Host that is no name", 400, "GET / HTTP/1.1\r\nHost: xn--a\r\n\r\n"],
    ["two Hosts", 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"],
    ["no Host", 400, "GET / HTTP/1.1\r\n\r\n"],
    ["a path that is a whole URL", 400, "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["two lengths", 400, `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`],
    ["what is not HTTP", 400, "\x16\x03\x01\x02\r\n\r\n"],
    ["TRACE", 405, "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["CONNECT", 405, "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["headers that come slowly", 408, "GET / HTTP/1.1\r\nHost: a\r\n", "X: 1\r\n"],
    ["a body that is too large", 413, `${post}Content-Length: 1001\r\n\r\n`],
    ["an expectation", 417, "GET / HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n"],
    ["headers that are too large", 431, `GET / HTTP/1.1\r\nHost: a\r\n${large}\r\n`],
  ] as const
) {
  Deno.test(`listen refuses ${what} with ${status} and the headers of every response`, async () => {
    await using site = await served(echo);
    const answer = await raw(site.listener.port, head, drip);
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
    for (const [name, value] of Object.entries(constant)) {
      assert.ok(answer.includes(`${name}: ${value}\r\n`), `${name} in ${answer}`);
    }
    assert.equal(/^allow: GET, HEAD, POST/m.test(answer), status === 405);
    assert.deepEqual(site.faults, []);
  });
}

Deno.test("listen passes on method, URL, headers and client, and sends several cookies", async () => {
  await using site = await served((request, client) => {
    const headers = new Headers({ "x-said": `${request.method} ${request.url} ${client}` });
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    return Promise.resolve(new Response("", { status: 201, headers }));
  });
  const answer = await fetch(`${site.url}/a%20b?c=d`, { method: "PUT", body: "x" });
  await answer.body?.cancel();
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get("x-said"), `PUT ${site.url}/a%20b?c=d 127.0.0.1`);
  assert.deepEqual(answer.headers.getSetCookie(), ["a=1", "b=2"]);
});

Deno.test("listen stops a stream when its client disconnects, and tells the page", async () => {
  const left = Promise.withResolvers<void>();
  const cancelled = Promise.withResolvers<void>();
  await using site = await served((request) => {
    request.signal.addEventListener("abort", () => left.resolve());
    const body = new ReadableStream({
      start: (stream) => stream.enqueue(new TextEncoder().encode("data: 1\n\n")),
      cancel: () => cancelled.resolve(),
    });
    const headers = { "content-type": "text/event-stream" };
    return Promise.resolve(new Response(body, { headers }));
  });
  const leaving = new AbortController();
  const answer = await fetch(site.url, { signal: leaving.signal });
  const reader = answer.body!.getReader();
  assert.equal(new TextDecoder().decode((await reader.read()).value), "data: 1\n\n");
  leaving.abort();
  await assert.rejects(reader.read());
  await Promise.all([left.promise, cancelled.promise]);
  assert.deepEqual(site.faults, []);
});

Deno.test("listen answers HEAD of a stream immediately, and ends the stream", async () => {
  const cancelled = Promise.withResolvers<void>();
  await using site = await served(() => {
    const body = new ReadableStream({ cancel: () => cancelled.resolve() });
    return Promise.resolve(
      new Response(body, { headers: { "content-type": "text/event-stream" } }),
    );
  });
  const answer = await fetch(site.url, { method: "HEAD", signal: AbortSignal.timeout(10_000) });
  assert.equal(answer.headers.get("content-type"), "text/event-stream");
  assert.equal(await answer.text(), "");
  await cancelled.promise;
  assert.deepEqual(site.faults, []);
});

Deno.test("listen never reads a page faster than its client", async () => {
  const piece = new Uint8Array(64 * 1024);
  let made = 0;
  await using site = await served(() =>
    Promise.resolve(
      new Response(
        new ReadableStream({
          pull(stream) {
            made++;
            if (made > 2000) stream.close();
            else stream.enqueue(piece);
          },
        }),
      ),
    )
  );
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: site.listener.port });
  await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  let before = -1;
  while (made !== before) {
    before = made;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  assert.ok(made < 500, `${made} pieces of 64 KiB were made for a client that reads nothing`);
});

Deno.test("close finishes requests under way, ends streams, and accepts no connection", async () => {
  const arrived = Promise.withResolvers<void>();
  const { promise: go, resolve } = Promise.withResolvers<void>();
  const site = await served(async (request) => {
    if (request.url.endsWith("/stream")) {
      const headers = { "content-type": "text/event-stream" };
      return new Response(
        new ReadableStream({
          start: (stream) => stream.enqueue(new TextEncoder().encode(":\n\n")),
        }),
        { headers },
      );
    }
    arrived.resolve();
    await go;
    return new Response("done");
  });
  const stream = await fetch(`${site.url}/stream`);
  const slow = fetch(`${site.url}/slow`);
  await arrived.promise;
  const closed = site.listener.close(5000);
  assert.equal(await stream.text(), ":\n\n");
  await assert.rejects(fetch(`${site.url}/late`), TypeError);
  resolve();
  assert.equal(await (await slow).text(), "done");
  await closed;
});

Deno.test("close waits no longer than its limit", async () => {
  const arrived = Promise.withResolvers<void>();
  const site = await served(() => {
    arrived.resolve();
    return new Promise(() => {});
  });
  const never = fetch(site.url).then(() => "answered", () => "cut");
  await arrived.promise;
  await site.listener.close(100);
  assert.equal(await never, "cut");
});

Deno.test("listen survives a page that throws: the log has the error, the client has not", async () => {
  await using site = await served(() => Promise.reject(new Error("broken page")));
  const answer = await fetch(site.url);
  assert.equal(answer.status, 500);
  assert.doesNotMatch(await answer.text(), /broken/);
  for (const [name, value] of Object.entries(constant)) {
    assert.equal(answer.headers.get(name), value);
  }
  assert.match(String(site.faults[0]), /broken page/);
});

Deno.test("listen: a request goes the whole way where what is ready for it cannot be found", async () => {
  const ready = () => {
    throw new Error("unreadable head");
  };
  await using site = await served(() => Promise.resolve(new Response("made")), { ready });
  assert.equal(await (await fetch(site.url)).text(), "made");
  assert.match(String(site.faults[0]), /unreadable head/);
});

Deno.test("a key in a URL reaches the page, whatever else the URL would answer", async () => {
  const key = `inv_${"k".repeat(43)}`, asked: string[] = [];
  const page = (request: Request) => {
    asked.push(request.url.slice(request.url.indexOf("/", 8)));
    return Promise.resolve(new Response("refused"));
  };
  await using server = await served(page, { file: () => assert.fail("sends a file") });
  for (const path of [`/robots.txt?k=${key}`, `/${key}/../robots.txt`, `/v0/profile/?k=${key}`]) {
    await raw(
      server.listener.port,
      `GET ${path} HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n`,
    );
  }
  const kept = `/key-in-url?key=${key}`;
  assert.deepEqual(asked, [kept, kept, `/v0${kept}`]);
});

Deno.test("what the listener refuses of the API is problem details", async () => {
  await using server = await served(echo);
  const answer = await fetch(`${server.url}/v0/profile`, {
    method: "PATCH",
    body: "x".repeat(1001),
  });
  assert.equal(answer.status, 413);
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  const { status, ok, error } = await answer.json();
  assert.deepEqual([status, ok], [413, false]);
  assert.match(error, /larger than 1000 bytes/);
});
