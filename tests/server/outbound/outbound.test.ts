import assert from "node:assert/strict";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import {
  type ConnectTarget,
  type HttpRequest,
  openHttpClient,
} from "$lib/server/outbound/http-client.ts";
import {
  followRedirects,
  openOutbound,
  OutboundError,
  withTotalTimeout,
} from "$lib/server/outbound/index.ts";
import { makeAuthority } from "../../support/certificates.ts";

const fails = (fault: string) => (error: unknown) =>
  error instanceof OutboundError && error.fault === fault;

/** Stands in place of the resolver and the connector: nothing leaves the test. */
function recorder(
  addresses: string[],
  answers: ((target: ConnectTarget, sent: HttpRequest) => Answer)[] = [],
) {
  const asked: string[] = [];
  const connected: (ConnectTarget & HttpRequest)[] = [];
  return {
    asked,
    connected,
    resolve(host: string) {
      asked.push(host);
      return Promise.resolve(addresses);
    },
    async connect(target: ConnectTarget, sent: HttpRequest) {
      connected.push({ ...target, ...sent });
      const answer: Answer = answers[connected.length - 1]?.(target, sent) ?? { status: 200 };
      await Promise.resolve();
      return {
        status: answer.status,
        headers: answer.headers ?? [],
        body: ReadableStream.from([new TextEncoder().encode(answer.body ?? "ok")]),
      };
    },
  };
}
interface Answer {
  status: number;
  headers?: [string, string][];
  body?: string;
}

async function serving(
  handler: http.RequestListener,
  test: (port: number) => Promise<void>,
  tls?: { cert: string; key: string },
) {
  const server = tls ? https.createServer(tls, handler) : http.createServer(handler);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    await test((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

Deno.test("openOutbound: connects to the checked address, without resolving twice", async () => {
  const seen = recorder(["93.184.216.34"]);
  const fetch = openOutbound({ allow: [], ...seen });
  const answer = await fetch("https://cal.example/dav/?a=1", { headers: { authorization: "x" } });
  assert.equal(await answer.text(), "ok");
  assert.deepEqual(seen.asked, ["cal.example"]);
  assert.equal(seen.connected[0]?.address, "93.184.216.34");
  assert.equal(seen.connected[0]?.host, "cal.example");
  assert.equal(seen.connected[0]?.port, 443);
  assert.equal(seen.connected[0]?.path, "/dav/?a=1");
  assert.equal(seen.connected[0]?.headers.host, "cal.example");
});

Deno.test("openOutbound: one private address among public ones is enough to refuse", async () => {
  for (const inside of ["127.0.0.1", "169.254.169.254", "fd00::1", "::ffff:10.0.0.1"]) {
    const seen = recorder(["93.184.216.34", inside]);
    await assert.rejects(
      openOutbound({ allow: [], ...seen })("https://cal.example/"),
      fails("private"),
    );
    assert.equal(seen.connected.length, 0);
  }
});

Deno.test("openOutbound: addresses written in odd ways are still private", async () => {
  const seen = recorder([]);
  const fetch = openOutbound({ allow: [], ...seen });
  for (const odd of ["http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://127.1/"]) {
    await assert.rejects(fetch(odd), fails("private"), odd);
  }
  assert.equal(seen.connected.length, 0);
});

Deno.test("openOutbound: a private host is reached when the settings name it", async () => {
  for (const allow of [["cal.home.arpa"], ["10.0.0.0/8"]]) {
    const seen = recorder(["10.0.0.7"]);
    await openOutbound({ allow, ...seen })("http://cal.home.arpa:5232/");
    assert.equal(seen.connected[0]?.address, "10.0.0.7");
  }
});

Deno.test("openOutbound: only http and https, and no credentials in the address", async () => {
  const fetch = openOutbound({ allow: [], ...recorder(["93.184.216.34"]) });
  for (const bad of ["file:///etc/passwd", "ftp://x/", "not a url", "gopher://x"]) {
    await assert.rejects(fetch(bad), fails("bad-address"));
  }
  await assert.rejects(fetch("https://ada:hunter2@cal.example/"), (error: unknown) => {
    assert.ok(error instanceof OutboundError && error.fault === "bad-address");
    assert.ok(!`${error.message}${error.stack}`.includes("hunter2"));
    return true;
  });
});

Deno.test("openOutbound: a name without an address, or whose resolver fails, is a dns problem", async () => {
  const none = recorder([]);
  await assert.rejects(openOutbound({ allow: [], ...none })("https://no.example/"), fails("dns"));
  const resolve = () => Promise.reject(new Error("ENOTFOUND"));
  await assert.rejects(
    openOutbound({ allow: [], ...none, resolve })("https://no.example/"),
    fails("dns"),
  );
});

Deno.test("openOutbound: tries the next address only when no connection was made", async () => {
  const refusing = (code: string) => () => {
    throw Object.assign(new Error(code), { code });
  };
  const two = recorder(["93.184.216.34", "93.184.216.35"], [refusing("ECONNREFUSED")]);
  await openOutbound({ allow: [], ...two })("https://cal.example/");
  assert.deepEqual(two.connected.map((to) => to.address), ["93.184.216.34", "93.184.216.35"]);
  const cut = recorder(["93.184.216.34", "93.184.216.35"], [refusing("ECONNRESET")]);
  await assert.rejects(
    openOutbound({ allow: [], ...cut })("https://cal.example/"),
    fails("broken"),
  );
  assert.equal(cut.connected.length, 1);
});

Deno.test("openOutbound: does not follow a redirect by itself", async () => {
  const seen = recorder(["93.184.216.34"], [() => ({
    status: 302,
    headers: [["location", "http://127.0.0.1/"]],
  })]);
  const answer = await openOutbound({ allow: [], ...seen })("https://cal.example/");
  assert.equal(answer.status, 302);
  assert.equal(seen.connected.length, 1);
});

Deno.test("followRedirects: no downgrade, no credentials to another host, no loop; each hop is checked", async () => {
  const to = (location: string) => () => ({
    status: 302,
    headers: [["location", location]] as [string, string][],
  });
  const auth = { headers: { authorization: "Basic c2VjcmV0" } };
  const follow = async (answers: ReturnType<typeof to>[], from: string, init = {}) => {
    const seen = recorder(["93.184.216.34"], answers);
    const { response, url } = await followRedirects(
      openOutbound({ allow: [], ...seen }),
      from,
      init,
    );
    return { status: response.status, url: url.href, hops: seen.connected.length };
  };
  assert.deepEqual(await follow([to("/b")], "https://a.example/", auth), {
    status: 200,
    url: "https://a.example/b",
    hops: 2,
  });
  assert.equal((await follow([to("https://b.example/")], "https://a.example/")).hops, 2);
  assert.equal((await follow([to("https://a.example/")], "http://a.example/", auth)).hops, 2);
  for (
    const [from, location] of [
      ["https://a.example/", "https://b.example/"],
      ["https://a.example/", "http://a.example/"],
      ["https://a.example/", "https://a.example:8443/"],
      ["http://a.example:8080/", "https://a.example/"],
    ] as const
  ) await assert.rejects(follow([to(location)], from, auth), fails("redirect"), location);
  await assert.rejects(follow([to("http://a.example/")], "https://a.example/"), fails("redirect"));
  const circle = Array.from({ length: 9 }, () => to("/"));
  await assert.rejects(follow(circle, "https://a.example/"), fails("redirect"));
  await assert.rejects(follow([to("https://127.0.0.1/")], "https://a.example/"), fails("private"));
});

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

Deno.test("openHttpClient: a certificate must be trusted, current, and for the host of the URL", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const authority = await makeAuthority(folder);
    const good = await authority.issue("cal.example");
    const late = await authority.issue("cal.example", -1);
    const resolve = () => Promise.resolve(["127.0.0.1"]);
    const allow = ["127.0.0.1"];
    const trusting = openHttpClient(authority.pem);
    const strange = openHttpClient();
    try {
      await serving(
        (request, response) => void response.end(request.headers.host),
        async (port) => {
          const fetch = openOutbound({ allow, resolve, connect: trusting.connect });
          const answer = await fetch(`https://cal.example:${port}/`);
          assert.equal(await answer.text(), `cal.example:${port}`);
          await assert.rejects(fetch(`https://other.example:${port}/`), fails("tls"));
          await assert.rejects(fetch(`https://127.0.0.1:${port}/`), fails("tls"));
          const unknown = openOutbound({ allow, resolve, connect: strange.connect });
          await assert.rejects(unknown(`https://cal.example:${port}/`), fails("tls"));
        },
        good,
      );
      await serving((_request, response) => void response.end(), async (port) => {
        const fetch = openOutbound({ allow, resolve, connect: trusting.connect });
        await assert.rejects(fetch(`https://cal.example:${port}/`), fails("tls"));
      }, late);
    } finally {
      trusting.close();
      strange.close();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("openHttpClient: keeps the connection for the next request", async () => {
  const ports = new Set<number | undefined>();
  await serving((request, response) => {
    ports.add(request.socket.remotePort);
    response.end("ok");
  }, async (port) => {
    const kept = openHttpClient();
    const fetch = openOutbound({ allow: ["127.0.0.1"], connect: kept.connect });
    for (let i = 0; i < 3; i++) await fetch(`http://127.0.0.1:${port}/`);
    kept.close();
    assert.equal(ports.size, 1);
  });
});
