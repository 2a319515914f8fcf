import assert from "node:assert/strict";
import { announcedServer } from "$lib/server/calendars/caldav/service-discovery.ts";

const announcing = (...targets: string[]) => {
  const asked: string[] = [];
  const find = (name: string) => {
    asked.push(name);
    return Promise.resolve(targets.map((target) => ({ target, port: 443 })));
  };
  return { asked, find };
};

Deno.test("serverBehind: a provider that is known by its mail domain is asked at its own address", async () => {
  const { asked, find } = announcing();
  for (
    const [text, host] of [
      ["ada@icloud.com", "caldav.icloud.com"],
      ["Ada@ME.com", "caldav.icloud.com"],
      ["fastmail.com", "caldav.fastmail.com"],
      ["ada@mailbox.org", "dav.mailbox.org"],
    ] as const
  ) assert.equal((await announcedServer(text, find))?.hostname, host);
  assert.deepEqual(asked, []);
});

Deno.test("serverBehind: a domain says where its calendars are", async () => {
  const { asked, find } = announcing("dav.example.org.");
  assert.equal((await announcedServer("ada@example.org", find))?.href, "https://dav.example.org/");
  assert.deepEqual(asked, ["_caldavs._tcp.example.org"]);
});

Deno.test("serverBehind: a path that the domain announces is gone to, whatever is none leads to the root", async () => {
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

Deno.test("serverBehind: a server outside the domain is passed over, unless it is a provider that is known", async () => {
  const evil = announcing("evil.test.", "notexample.org", ".");
  assert.equal(await announcedServer("ada@example.org", evil.find), null);
  const hosted = announcing("evil.test", "caldav.fastmail.com");
  assert.equal(
    (await announcedServer("example.org", hosted.find))?.hostname,
    "caldav.fastmail.com",
  );
});

Deno.test("serverBehind: of whole addresses, ports and paths nobody asks", async () => {
  const { asked, find } = announcing("dav.example.org");
  const given = [
    "https://example.org",
    "example.org/dav",
    "example.org:8443",
    "localhost",
    "10.0.0.1",
  ];
  for (const text of given) assert.equal(await announcedServer(text, find), null);
  assert.deepEqual(asked, []);
});
