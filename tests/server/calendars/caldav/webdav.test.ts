import assert from "node:assert/strict";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import { mayForwardCredentials } from "$lib/server/calendars/caldav/multistatus.ts";
import { discoverAccount } from "$lib/server/calendars/caldav/discovery.ts";
import { type Fault } from "../../../support/caldav/faulty-responses.ts";
import { startFaultyServer } from "../../../support/caldav/faulty-server.ts";
import { account, against, lines, window } from "../../../support/caldav/faulty-account.ts";

Deno.test("openCaldav: credentials go to no other host, whatever a response says", async () => {
  await against(async (server, fetch) => {
    await using thief = await startFaultyServer(lines);
    const calendar = openCaldav(fetch, account(server));
    for (const status of [301, 307]) {
      server.fault = { status, headers: { location: `${thief.address}/dav/` } };
      await assert.rejects(calendar.list(), { reason: "redirect" });
    }
    server.fault = {
      status: 207,
      body:
        `<d:multistatus xmlns:d="DAV:"><d:response><d:href>${thief.calendar}</d:href></d:response></d:multistatus>`,
    };
    await assert.rejects(calendar.list(), { reason: "redirect" });
    const found = discoverAccount(fetch, { address: server.address, user: "a", password: "b" });
    await assert.rejects(found, { reason: "redirect" });
    await assert.rejects(calendar.changes(thief.calendar, window, null), { reason: "redirect" });
    assert.deepEqual(thief.requests, []);
  });
});

Deno.test("mayForwardCredentials: within one domain over https, and never between IP addresses", () => {
  const carries = (from: string, to: string) => mayForwardCredentials(new URL(to), new URL(from));
  assert.ok(carries("https://caldav.example.com/", "https://p01-caldav.example.com/"));
  for (
    const [from, to] of [
      ["https://1.2.3.4/", "https://9.2.3.4/"],
      ["https://1.2.3.4/", "https://evil.2.3.4.example/"],
      ["https://[2606:4700::1]/", "https://[2606:4700::2]/"],
      ["https://a.co.uk/", "https://b.co.uk/"],
      ["https://cal.example.com/", "http://cal.example.com/"],
      ["https://cal.example.com/", "https://cal.example.com:8443/"],
    ] as const
  ) assert.ok(!carries(from, to), `${from} to ${to}`);
});

Deno.test("openCaldav: sends user and password as UTF-8", async () => {
  await against(async (server, fetch) => {
    await openCaldav(fetch, account(server)).list();
    const sent = server.credentials[0]?.slice("Basic ".length) ?? "";
    const bytes = Uint8Array.from(atob(sent), (sign) => sign.charCodeAt(0));
    assert.equal(new TextDecoder().decode(bytes), "alice:hunter2-äß→");
  });
});

Deno.test("discoverAccount: tells a server without CalDAV from one that refuses the user", async () => {
  await against(async (server, fetch) => {
    const why = (fault: Fault | null, address = server.address) => {
      server.fault = fault;
      return discoverAccount(fetch, { address, user: "a", password: "b" })
        .then(() => "found", (error) => error.reason);
    };
    assert.equal(await why(null), "found");
    assert.equal(await why({ wrong: "html" }), "not-caldav");
    assert.equal(await why({ status: 404 }), "not-caldav");
    assert.equal(await why({ status: 405 }), "not-caldav");
    assert.equal(await why({ status: 401 }), "wrong-password");
    const wanted = (schemes: string) => ({
      status: 401,
      headers: { "www-authenticate": schemes },
    });
    assert.equal(await why(wanted('Digest realm="a, b", nonce="x"')), "digest-only");
    assert.equal(await why(wanted('Negotiate, Bearer realm="basic"')), "other-sign-in");
    assert.equal(await why(wanted('Digest realm="a", Basic realm="a"')), "wrong-password");
    assert.equal(await why(wanted('Basic realm="a"')), "wrong-password");
    assert.equal(await why({ status: 500 }), "server-error");
    assert.equal(await why(null, server.address.replace("http:", "https:")), "no-tls");
    assert.equal(await why(null, new URL(server.address).host), "no-tls");
    assert.equal(await why(null, "file:///etc/passwd"), "wrong-address");
    assert.equal(await why(null, "http://a:b@127.0.0.1/"), "wrong-address");
    assert.equal(await why(null, "127.0.0.2:1"), "unreachable");
  });
});
