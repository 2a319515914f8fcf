import assert from "node:assert/strict";
import { announcedServer } from "$lib/server/calendars/caldav/service-discovery.ts";

const announcing = (...targets: string[]) => {
  const requested: string[] = [];
  const find = (name: string) => {
    requested.push(name);
    return Promise.resolve(targets.map((target) => ({ target, port: 443 })));
  };
  return { requested, find };
};

Deno.test("announcedServer: a known provider's mail domain leads to its own server", async () => {
  const { requested, find } = announcing();
  for (
    const [text, host] of [
      ["ada@icloud.com", "caldav.icloud.com"],
      ["Ada@ME.com", "caldav.icloud.com"],
      ["fastmail.com", "caldav.fastmail.com"],
      ["ada@mailbox.org", "dav.mailbox.org"],
    ] as const
  ) assert.equal((await announcedServer(text, find))?.hostname, host);
  assert.deepEqual(requested, []);
});

Deno.test("announcedServer: SRV records of a domain name its server", async () => {
  const { requested, find } = announcing("dav.example.org.");
  assert.equal((await announcedServer("ada@example.org", find))?.href, "https://dav.example.org/");
  assert.deepEqual(requested, ["_caldavs._tcp.example.org"]);
});

Deno.test("announcedServer: the announced path is used, an invalid one leads to the root", async () => {
  for (
    const [path, leads] of [
      ["/dav/principals/", "/dav/principals/"],
      ["/", "/"],
      ["//evil.test/", "/"],
      ["@evil.test/", "/"],
      [":8443/", "/"],
    ] as const
  ) {
    const find = () => Promise.resolve([{ target: "dav.example.org", port: 443, path }]);
    const found = await announcedServer("ada@example.org", find);
    assert.equal(found?.href, `https://dav.example.org${leads}`);
  }
});

Deno.test("announcedServer: a server outside the domain is ignored, unless it is a known provider", async () => {
  const evil = announcing("evil.test.", "notexample.org", ".");
  assert.equal(await announcedServer("ada@example.org", evil.find), null);
  const hosted = announcing("evil.test", "caldav.fastmail.com");
  assert.equal(
    (await announcedServer("example.org", hosted.find))?.hostname,
    "caldav.fastmail.com",
  );
});

Deno.test("announcedServer: complete URLs, ports and paths are not looked up", async () => {
  const { requested, find } = announcing("dav.example.org");
  const given = [
    "https://example.org",
    "example.org/dav",
    "example.org:8443",
    "localhost",
    "10.0.0.1",
  ];
  for (const text of given) assert.equal(await announcedServer(text, find), null);
  assert.deepEqual(requested, []);
});
