import assert from "node:assert/strict";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { followRedirects, openOutbound, OutboundError } from "$lib/server/outbound/index.ts";
import {
  answerOk,
  type Behaviour,
  dripBytes,
  startRawHttpServer,
} from "../../support/raw-http-server.ts";

const methods = [
  "GET",
  "HEAD",
  "PROPFIND",
  "REPORT",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "MKCALENDAR",
];
const bodiless = new Set(["GET", "HEAD"]);
const LIMIT_MS = 300;
const large = "x".repeat(16_000_000);

const fails = (kind: string) => (error: unknown) =>
  error instanceof OutboundError && error.kind === kind;

/** A server, and a way out to it over connections of the test's own. */
async function opened() {
  const server = await startRawHttpServer();
  const connections = openHttpClient();
  const fetch = openOutbound({ allow: ["127.0.0.1"], connect: connections.connect });
  return {
    server,
    ask: (method: string, path = "x", timeoutMs = 20_000, body = "<x/>") =>
      fetch(`http://127.0.0.1:${server.port}/${path}`, {
        method,
        timeoutMs,
        ...(bodiless.has(method) ? {} : { body }),
      }),
    async [Symbol.asyncDispose]() {
      connections.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Until everything that was already on its way has arrived, in several turns of a loop that may be late. */
async function settled() {
  for (let turn = 0; turn < 10; turn++) await new Promise((wake) => setTimeout(wake, 10));
}

const slow: Record<string, Behaviour> = {
  "silence": () => {},
  "a slow head": (socket) => dripBytes(socket, "HTTP/1.1 200 OK\r\nX-Slow: "),
  "a slow body": (socket) => dripBytes(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
};

for (const [what, manner] of Object.entries(slow)) {
  Deno.test(`http client: ${what} ends within the limit and is seen once, by every method, fresh and kept`, async () => {
    // An answer to HEAD has no body that could be slow.
    const requested = methods.filter((method) => !(method === "HEAD" && what === "a slow body"));
    await Promise.all(requested.flatMap((method) => [
      isCutOff(method, false, manner),
      isCutOff(method, true, manner),
    ]));
  });
}

async function isCutOff(method: string, isReused: boolean, manner: Behaviour) {
  const where = `${method} on a ${isReused ? "kept" : "fresh"} connection`;
  await using way = await opened();
  if (isReused) await way.ask("GET");
  way.server.seen.length = 0;
  way.server.manner = manner;
  await onTime(way.ask(method, "slow", LIMIT_MS), where);
  await settled();
  assert.deepEqual(way.server.seen, [`${method} /slow`], where);
  way.server.manner = answerOk;
  const next = await way.ask(method);
  if (method !== "HEAD") assert.equal(await next.text(), "ok", `after ${where}`);
}

/** It ends at most 0.2 s over its limit; how much a loaded machine adds to that shows in how late a plain timer is. */
async function onTime(requested: Promise<Response>, where = "it"): Promise<void> {
  const begun = performance.now();
  const since = () => performance.now() - begun;
  const plain = new Promise<number>((done) => setTimeout(() => done(since()), LIMIT_MS));
  const { promise: never, reject } = Promise.withResolvers<never>();
  const end = setTimeout(() => reject(new Error(`${where} hangs`)), 10_000);
  await assert.rejects(Promise.race([requested, never]), fails("timeout"), where);
  clearTimeout(end);
  const took = since(), late = await plain - LIMIT_MS;
  assert.ok(took < LIMIT_MS + 200 + 2 * late, `${where} took ${Math.round(took)} ms`);
}

const cuts: Record<string, Behaviour> = {
  "closes": (socket) => void socket.end(),
  "resets": (socket) => void socket.resetAndDestroy(),
};

for (const [what, manner] of Object.entries(cuts)) {
  Deno.test(`http client: a server that ${what} instead of answering sees POST once, GET at most twice`, async () => {
    for (const method of methods) {
      for (const isReused of [false, true]) {
        await using way = await opened();
        if (isReused) await way.ask("GET");
        way.server.seen.length = 0;
        way.server.manner = manner;
        await assert.rejects(way.ask(method), fails("broken"));
        await settled();
        const isQuestion = ["GET", "HEAD", "PROPFIND", "REPORT"].includes(method);
        assert.equal(
          way.server.seen.length,
          isQuestion && isReused ? 2 : 1,
          `${method} ${isReused}`,
        );
      }
    }
  });
}

Deno.test("http client: a GET on a kept connection that the server had closed is sent again", async () => {
  await using way = await opened();
  await way.ask("GET");
  way.server.manner = (socket) => {
    way.server.manner = answerOk;
    socket.resetAndDestroy();
  };
  assert.equal(await (await way.ask("REPORT", "again")).text(), "ok");
  assert.deepEqual(way.server.seen.slice(1), ["REPORT /again", "REPORT /again"]);
});

Deno.test("http client: a request that waits for a connection ends within its limit, and is never sent later", async () => {
  await using way = await opened();
  way.server.manner = () => {};
  const hanging = Array.from({ length: 8 }, () => way.ask("GET", "hanging", 600));
  await assert.rejects(way.ask("GET", "waiting", 200), fails("timeout"));
  way.server.manner = answerOk;
  for (const ended of await Promise.allSettled(hanging)) {
    assert.ok(ended.status === "rejected" && fails("timeout")(ended.reason));
  }
  await (await way.ask("GET", "next")).text();
  await settled();
  assert.deepEqual(way.server.seen, [...Array(8).fill("GET /hanging"), "GET /next"]);
});

Deno.test("http client: a request that changes something has its own connection, also after waiting", async () => {
  await using way = await opened();
  await way.ask("GET");
  await Promise.all(Array.from({ length: 12 }, () => way.ask("POST")));
  assert.equal(way.server.connections, 13);
  assert.equal(way.server.seen.length, 13);
});

Deno.test("http client: the limit of an answered request does not end the next on its connection", async () => {
  await using way = await opened();
  await (await way.ask("GET", "first", LIMIT_MS)).text();
  way.server.manner = (socket) => {
    setTimeout(() => answerOk(socket, ""), 2 * LIMIT_MS);
  };
  assert.equal(await (await way.ask("GET", "second")).text(), "ok");
  assert.equal(way.server.connections, 1);
});

Deno.test("http client: a response that was not requested is not taken for the next one's", async () => {
  const unasked = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 5\r\n\r\nwrong";
  const answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  for (const laterMs of [0, 20]) {
    const { promise: sent, resolve } = Promise.withResolvers<void>();
    const manner: Behaviour = (socket) => {
      if (laterMs === 0) return void socket.write(answer + unasked, () => resolve());
      socket.write(answer);
      setTimeout(() => socket.write(unasked, () => resolve()), laterMs);
    };
    await using way = await opened();
    way.server.manner = manner;
    assert.equal(await (await way.ask("GET")).text(), "ok");
    await sent;
    await settled();
    way.server.manner = answerOk;
    const next = await way.ask("GET", "next");
    assert.deepEqual([next.status, await next.text()], [200, "ok"]);
  }
});

Deno.test("http client: a body that the server does not read ends within the limit", async () => {
  await using way = await opened();
  way.server.greet = (socket) => void socket.pause();
  for (const method of ["PUT", "REPORT"]) {
    await onTime(way.ask(method, "large", LIMIT_MS, large), method);
  }
});

Deno.test("http client: a response before the body was read leaves no connection occupied", async () => {
  await using way = await opened();
  way.server.greet = (socket) => {
    socket.pause();
    answerOk(socket, "");
  };
  for (let i = 0; i < 9; i++) {
    assert.equal(await (await way.ask("REPORT", "large", 5_000, large)).text(), "ok", `${i}`);
  }
});

Deno.test("http client: a handshake, or a name server, that hangs ends within the limit", async () => {
  await using way = await opened();
  const fetch = openOutbound({ allow: ["127.0.0.1"] });
  await onTime(fetch(`https://127.0.0.1:${way.server.port}/`, { timeoutMs: LIMIT_MS }));
  const lost = openOutbound({ allow: [], resolve: () => new Promise(() => {}) });
  await onTime(lost("https://cal.example/", { timeoutMs: LIMIT_MS }));
});

Deno.test("followRedirects: all redirects together take no longer than one limit", async () => {
  await using way = await opened();
  way.server.manner = (socket) => {
    const again = "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n";
    setTimeout(() => socket.write(again), 0.6 * LIMIT_MS);
  };
  const fetch = openOutbound({ allow: ["127.0.0.1"] });
  const from = `http://127.0.0.1:${way.server.port}/`;
  await onTime(
    followRedirects(fetch, from, { timeoutMs: LIMIT_MS }).then((found) => found.response),
  );
  assert.ok(way.server.seen.length <= 2);
});
