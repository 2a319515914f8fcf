import assert from "node:assert/strict";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { type Finding } from "../../src/tasks/doctor/findings.ts";
import { proxyFindings } from "../../src/tasks/doctor/proxy.ts";
import { testApp, testSecret } from "../support/test-app.ts";
import { freePort } from "../support/free-port.ts";
import { deployedProxies, type Proxy, startNginx } from "../support/nginx.ts";
import { type Program, startProgram } from "../support/program.ts";
import { requires } from "../support/required-programs.ts";

/** The words themselves travel with every sign-in page. */
const shown = /<strong>This page is not encrypted<\/strong>/;

/** The program behind a proxy, reached at its https address. */
async function behind(
  start: (port: number, to: string) => Promise<Proxy | null>,
  act: (proxy: Proxy, program: Program, client: Deno.HttpClient) => Promise<void>,
) {
  const outer = freePort();
  await using program = await startProgram({
    env: {
      INVITO_BASE_URL: `https://localhost:${outer}`,
      INVITO_SESSION_SECRET: testSecret,
      INVITO_TRUSTED_PROXIES: "1",
    },
  });
  await using proxy = await start(outer, program.address);
  if (!proxy) return;
  using client = Deno.createHttpClient({ caCerts: [proxy.authority.pem] });
  await act(proxy, program, client);
}

const bare = (port: number, to: string) => startNginx(`location / { proxy_pass ${to}; }`, port);

/** What the doctor says of the proxy, asked beside the program. */
async function askDoctor(nginx: Proxy, kv?: Deno.Kv): Promise<Finding[]> {
  using app = await testApp({
    ...(kv ? { kv } : {}),
    sealer: openSealer(testSecret, null),
    now: () => Date.now(),
  });
  const baseUrl = nginx.address;
  const connections = openHttpClient(nginx.authority.pem);
  const fetch = openOutbound({ allow: ["localhost"], connect: connections.connect });
  const own = { ...app.settings, baseUrl, trustedProxies: 1 };
  try {
    return await proxyFindings({ ...app, baseUrl, settings: own }, fetch);
  } finally {
    connections.close();
  }
}

for (const name of ["nginx", "caddy"] as const) {
  Deno.test(
    `behind ${name} as in docs/deploy signing in works, and the port is passed on`,
    requires(name),
    () =>
      behind(deployedProxies[name], async (nginx, program, client) => {
        const ask = (path: string, init: RequestInit = {}) =>
          fetch(nginx.address + path, { ...init, redirect: "manual", client });
        const page = await (await ask("/auth/sign-in")).text();
        assert.doesNotMatch(page, shown);
        const token = new URL(program.signInLink!).searchParams.get("token")!;
        const entered = await ask("/auth/verify", {
          method: "POST",
          headers: { origin: nginx.address, accept: "text/html" },
          body: new URLSearchParams({ token, name: "Ada Beck", zone: "Europe/Berlin" }),
        });
        assert.equal(entered.status, 303, await entered.text());
        const [cookie = ""] = entered.headers.getSetCookie();
        assert.match(cookie, /^__Host-invito_session=.*; Secure/);
        const me = await ask("/v0/auth/me", { headers: { cookie: cookie.split(";")[0]! } });
        assert.equal(me.status, 200, await me.text());
        const [finding] = await askDoctor(nginx);
        assert.equal(finding?.tone, "good", finding?.text);
        assert.ok(finding.text.endsWith(`as ${new URL(nginx.address).host}.`), finding.text);
      }),
  );
}

Deno.test(
  "the doctor names a proxy without Host and X-Forwarded-Proto; signing in still works",
  requires("nginx"),
  () =>
    behind(bare, async (nginx, program, client) => {
      const [finding] = await askDoctor(nginx);
      assert.equal(finding?.tone, "bad");
      assert.match(
        `${finding.text} ${finding.hint}`,
        /neither Host nor X-Forwarded-Proto.*127\.0\.0\.1.*\$http_host/,
      );
      const token = new URL(program.signInLink!).searchParams.get("token")!;
      const entered = await fetch(`${nginx.address}/auth/verify`, {
        method: "POST",
        headers: { origin: nginx.address, accept: "text/html" },
        body: new URLSearchParams({ token, name: "Ada Beck", zone: "Europe/Berlin" }),
        redirect: "manual",
        client,
      });
      assert.equal(entered.status, 303, await entered.text());
      assert.match(entered.headers.getSetCookie()[0]!, /^__Host-invito_session=.*; Secure/);
      assert.match(program.output().log, /proxy-headers-missing/);
      await nginx[Symbol.asyncDispose]();
      await program.stop();
      using kv = await Deno.openKv(`${program.dataDir}/invito.db`);
      const noted = await askDoctor(nginx, kv);
      assert.deepEqual(noted.map(({ tone }) => tone), ["note", "bad"]);
      assert.match(noted[0]!.text, /can’t be reached from this machine/);
      assert.match(noted[1]!.text, /neither Host nor X-Forwarded-Proto/);
    }),
);

Deno.test("only the doctor is told how a request arrived", async () => {
  await using program = await startProgram({ env: { INVITO_SESSION_SECRET: testSecret } });
  const ask = async (secret: string, at: number) => {
    const sealer = openSealer(secret, null);
    const question = `${at}.${await sealer.sign(String(at), "doctor")}`;
    const answer = await fetch(`${program.address}/health`, {
      headers: { "x-invito-doctor": question },
    });
    return (await answer.json()).arrival ?? null;
  };
  assert.ok(await ask(testSecret, Date.now()));
  assert.equal(await ask(testSecret, Date.now() - 600_000), null);
  assert.equal(await ask("00".repeat(32), Date.now()), null);
});

Deno.test("over plain http the sign-in page of an https installation says so and links there", async () => {
  await using program = await startProgram({
    env: { INVITO_BASE_URL: "https://meet.example.org" },
  });
  const page = async (
    headers: Record<string, string>,
    path = "/auth/sign-in?to=/dashboard/emails",
  ) => {
    const answer = await fetch(program.address + path, { headers });
    return await answer.text();
  };
  const way = "https://meet.example.org/auth/sign-in?to=%2Fdashboard%2Femails";
  for (const headers of [{}, { "x-forwarded-proto": "http" }]) {
    const text = await page(headers);
    assert.match(text, shown);
    assert.ok(text.includes(`href="${way}"`), text.slice(0, 2000));
  }
  // Browsers say this only over TLS and within one machine: the proxy passes nothing on, but all is well.
  for (const headers of [{ "sec-fetch-site": "none" }, { "x-forwarded-proto": "https" }]) {
    assert.doesNotMatch(await page(headers), shown);
  }
  await using plain = await startProgram();
  assert.doesNotMatch(await (await fetch(`${plain.address}/auth/sign-in`)).text(), shown);
});
