import assert from "node:assert/strict";
import { constantHeaders } from "$lib/server/http/security-headers.ts";
import {
  defaultLimits,
  listen,
  type Listener,
  type ListenerLimits,
  type RequestHandlers,
} from "../../src/process/listener.ts";
import { until } from "../support/until.ts";

const limits = { ...defaultLimits, headerMs: 300, requestMs: 600, bodyBytes: 1000 };

const constant = constantHeaders("https://meet.example.org");

interface Served extends AsyncDisposable {
  listener: Listener;
  url: string;
  faults: unknown[];
}

async function served(
  page: RequestHandlers["page"],
  more: Partial<RequestHandlers> = {},
  other: Partial<ListenerLimits> = {},
): Promise<Served> {
  const faults: unknown[] = [];
  const listener = await listen({ hostname: "127.0.0.1", port: 0 }, {
    file: () => false,
    page,
    origin: (host) => `http://${host}`,
    headers: constant,
    onError: (error) => faults.push(error),
    ...more,
  }, { ...limits, ...other });
  return {
    listener,
    url: `http://127.0.0.1:${listener.port}`,
    faults,
    [Symbol.asyncDispose]: () => listener.close(0),
  };
}

/** Sends raw bytes, one piece after the other, and answers all that came back until the server hung up. */
async function raw(port: number, first: string, drip?: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const bytes = new TextEncoder();
  await connection.write(bytes.encode(first));
  const dripping = drip && setInterval(() => {
    connection.write(bytes.encode(drip)).catch(() => clearInterval(dripping || 0));
  }, 50);
  let answer = "";
  try {
    for await (const piece of connection.readable) answer += new TextDecoder().decode(piece);
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
  } finally {
    if (dripping) clearInterval(dripping);
  }
  return answer;
}

const echo = async (request: Request) => new Response(`got ${(await request.text()).length}`);

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
  let open = Promise.withResolvers<void>();
  const arrived: string[] = [];
  const page: RequestHandlers["page"] = async (request, _, body) => {
    const client = request.headers.get("x-client")!;
    const received = await body!.receive({ maxBytes: 1_000, client });
    arrived.push(`${client} ${received}`);
    if (received === "whole") await open.promise;
    return new Response(received, { status: received === "whole" ? 200 : 503 });
  };
  await using site = await served(page, {}, { bodies });
  const send = async (client: string, bytes: number) => {
    const headers = { "x-client": client };
    const answer = await fetch(site.url, { method: "POST", headers, body: "x".repeat(bytes) });
    return await answer.text();
  };
  const first = send("a", 800);
  await until("the first", () => arrived.length === 1);
  assert.equal(await send("a", 200), "busy", "too much of one client");
  const second = send("b", 600);
  await until("the second", () => arrived.includes("b whole"));
  assert.equal(await send("c", 200), "busy", "too much in all");
  open.resolve();
  assert.deepEqual(await Promise.all([first, second]), ["whole", "whole"]);
  open = Promise.withResolvers();
  open.resolve();
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
