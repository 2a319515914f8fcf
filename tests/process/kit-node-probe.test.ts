/** Why the listener makes Request and Response itself and not by @sveltejs/kit/node: see docs/decisions/process.md. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequest, setResponse } from "@sveltejs/kit/node";
import { defaultLimits, listen } from "../../src/process/listener.ts";

type Page = (request: Request) => Promise<Response>;

interface Site extends AsyncDisposable {
  url: string;
  errors: unknown[];
}

const MAX_BODY = 1000;

async function servedByKit(page: Page): Promise<Site> {
  const errors: unknown[] = [];
  const server = createServer((incoming, outgoing) => {
    const base = `http://${incoming.headers.host}`;
    getRequest({ request: incoming, base, bodySizeLimit: MAX_BODY }).then(page)
      .then((response) => setResponse(outgoing, response)).catch((error) => errors.push(error));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    errors,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function servedByListener(page: Page): Promise<Site> {
  const errors: unknown[] = [];
  const listener = await listen({ hostname: "127.0.0.1", port: 0 }, {
    file: () => false,
    page,
    origin: (host) => `http://${host}`,
    headers: {},
    onError: (error) => errors.push(error),
  }, { ...defaultLimits, bodyBytes: MAX_BODY });
  return {
    url: `http://127.0.0.1:${listener.port}`,
    errors,
    [Symbol.asyncDispose]: () => listener.close(0),
  };
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Asks `serve`'s site with both of them; the first answer is that of kit. */
async function compare<T>(ask: (serve: (page: Page) => Promise<Site>) => Promise<T>): Promise<T[]> {
  return [await ask(servedByKit), await ask(servedByListener)];
}

Deno.test("kit: a client that disconnects after its body aborts nothing; ours aborts", async () => {
  const aborted = await compare(async (serve) => {
    const read = Promise.withResolvers<Request>();
    const { promise: go, resolve: goOn } = Promise.withResolvers<void>();
    await using site = await serve(async (request) => {
      await request.text();
      read.resolve(request);
      await go;
      return new Response("late");
    });
    const leaving = new AbortController();
    const answer = fetch(site.url, { method: "POST", body: "x", signal: leaving.signal });
    const request = await read.promise;
    leaving.abort();
    await assert.rejects(answer);
    await pause(300);
    goOn();
    return request.signal.aborted;
  });
  assert.deepEqual(aborted, [false, true]);
});

Deno.test("kit: HEAD of a stream is never answered; ours answers and cancels the stream", async () => {
  const answered = await compare(async (serve) => {
    await using site = await serve(() =>
      Promise.resolve(
        new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } }),
      )
    );
    const signal = AbortSignal.timeout(1_000);
    return await fetch(site.url, { method: "HEAD", signal }).then(() => true, () => false);
  });
  assert.deepEqual(answered, [false, true]);
});

Deno.test("kit: a response body that fails is not reported; ours reports it", async () => {
  const reported = await compare(async (serve) => {
    const broken = () => new Response(new ReadableStream({ pull: () => Promise.reject("broken") }));
    await using site = await serve(() => Promise.resolve(broken()));
    await assert.rejects(fetch(site.url).then((answer) => answer.text()));
    return site.errors;
  });
  assert.deepEqual(reported, [[], ["broken"]]);
});
