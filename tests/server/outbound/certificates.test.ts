import assert from "node:assert/strict";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { makeAuthority } from "../../support/certificates.ts";
import { fails, serving } from "../../support/outgoing-requests.ts";

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
    const client = openHttpClient();
    const fetch = openOutbound({ allow: ["127.0.0.1"], connect: client.connect });
    for (let i = 0; i < 3; i++) await fetch(`http://127.0.0.1:${port}/`);
    client.close();
    assert.equal(ports.size, 1);
  });
});
