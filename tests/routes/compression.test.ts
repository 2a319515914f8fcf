import assert from "node:assert/strict";
import { get, type IncomingHttpHeaders } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { withMetricsToken } from "../support/program.ts";
import { startWithHost } from "../support/running-program.ts";
import { type SeededTown, seedTown } from "../support/seeded-town.ts";

interface Raw {
  status: number;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}

/** An answer as it came over the wire. */
function ask(url: string, headers: Record<string, string> = {}): Promise<Raw> {
  return new Promise((resolve, reject) => {
    get(
      url,
      { headers: { "accept-encoding": "gzip, br", accept: "text/html", ...headers } },
      (answer) => {
        const chunks: Uint8Array[] = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: new Uint8Array(chunks.flatMap((chunk) => [...chunk])),
          }));
      },
    ).on("error", reject);
  });
}

const picker = "/calendar/ada/intro-call";

Deno.test("which answers are compressed, and which never are", async (t) => {
  let town!: SeededTown;
  await using program = await startWithHost({}, async (app, host) => {
    town = await seedTown(app, host);
  });
  const { address } = program;
  const cookie = { cookie: `invito_session=${town.session}` };
  const day = `date=${town.date}`, slot = `slot=${town.date}T09:00:00Z`;
  const api = `/v0/users/ada/event-types/intro-call/availability?start=${town.date}&days=30`;

  const compressed = [
    "/",
    "/calendar/ada/",
    picker,
    `${picker}?${day}&tz=Asia/Tokyo`,
    `${picker}?${day}&name=Eve&email=eve@example.com&part=picker`,
    `${picker}?zones=1`,
    "/widget/ada/intro-call",
    "/docs/api",
    "/docs/api/bookings",
    api,
  ];
  for (const path of compressed) {
    await t.step(`compressed: ${path.replace(town.date, "DATE")}`, async () => {
      for (
        const [coding, decode] of [["br", brotliDecompressSync], ["gzip", gunzipSync]] as const
      ) {
        const answer = await ask(address + path, { "accept-encoding": coding });
        assert.equal(answer.status, 200);
        assert.equal(answer.headers["content-encoding"], coding);
        assert.match(answer.headers.vary ?? "", /accept-encoding/i);
        const text = new TextDecoder().decode(decode(answer.body));
        assert.match(text, path === api ? /^\{"ok":true/ : /<title>/);
        assert(answer.body.length < text.length / 2);
      }
      const plain = await ask(address + path, { "accept-encoding": "br;q=0, identity" });
      assert.equal(plain.headers["content-encoding"], undefined);
      assert.match(plain.headers.vary ?? "", /accept-encoding/i);
    });
  }

  const plain: [string, Record<string, string>?][] = [
    [`${picker}?${slot}&key=${"k".repeat(22)}`],
    [`${picker}?link=${"x".repeat(43)}`],
    [`${picker}?${day}`, cookie],
    ["/", cookie],
    ["/docs/api/bookings", cookie],
    [`/widget/ada/intro-call?${slot}&key=${"k".repeat(22)}`],
    ["/auth/sign-in"],
    ["/dashboard", cookie],
    ["/dashboard/calendars", cookie],
    ["/v0/auth/me", cookie],
    ["/v0/event-types", cookie],
    ["/calendar/nobody/"],
    [town.guest.pending],
    [`${town.guest.confirmed}/reschedule`],
    [`${town.host.pending}/confirm`],
    ["/metrics", withMetricsToken],
  ];
  for (const [path, headers] of plain) {
    const name = path.replace(town.date, "DATE").replace(/[\w-]{43}/, "TOKEN");
    await t.step(`never compressed: ${name}${headers ? " with a session" : ""}`, async () => {
      const answer = await ask(address + path, headers);
      assert(answer.body.length > 0);
      assert.equal(answer.headers["content-encoding"], undefined);
    });
  }
});

Deno.test("documents that are the same for everybody: compressed for all, with an ETag for each coding", async (t) => {
  let session = "";
  await using program = await startWithHost({}, async (app, host) => {
    session = (await seedTown(app, host)).session;
  });
  const { address } = program;
  for (const path of ["/v0/openapi.json", "/llms.txt", "/.well-known/api-catalog"]) {
    await t.step(path, async () => {
      const whole = await ask(address + path, { "accept-encoding": "identity" });
      assert.equal(whole.headers["content-encoding"], undefined);
      const tags = new Set([whole.headers.etag]);
      for (
        const [coding, decode] of [["br", brotliDecompressSync], ["gzip", gunzipSync]] as const
      ) {
        const cookie = { cookie: `invito_session=${session}`, "accept-encoding": coding };
        const answer = await ask(address + path, cookie);
        assert.match(answer.headers.vary ?? "", /accept-encoding/i);
        tags.add(answer.headers.etag);
        const isLarge = whole.body.length >= 1024;
        assert.equal(answer.headers["content-encoding"], isLarge ? coding : undefined);
        const body = isLarge ? decode(answer.body) : answer.body;
        assert.deepEqual(new Uint8Array(body), whole.body);
        if (path.endsWith("openapi.json")) assert(answer.body.length < whole.body.length / 5);
        for (const given of [answer.headers.etag!, `"other", W/${answer.headers.etag}`, "*"]) {
          const again = await ask(address + path, { ...cookie, "if-none-match": given });
          assert.deepEqual([again.status, again.body.length], [304, 0], given);
          assert.equal(again.headers.etag, answer.headers.etag);
        }
      }
      assert.equal(tags.size, whole.body.length >= 1024 ? 3 : 1);
      const other = await ask(address + path, { "if-none-match": '"other"' });
      assert.equal(other.status, 200);
    });
  }
});

Deno.test("every text says that it is UTF-8", async () => {
  let town!: SeededTown;
  await using program = await startWithHost({}, async (app, host) => {
    town = await seedTown(app, host);
  });
  const cookie = { cookie: `invito_session=${town.session}` };
  const paths = [
    "/",
    "/calendar/ada/",
    picker,
    `${picker}?part=picker`,
    "/calendar/ada/intro-call.md",
    "/widget/ada/intro-call",
    "/auth/sign-in",
    "/docs/api",
    "/dashboard",
    "/dashboard/settings/page/preview",
    "/dashboard/bookings.csv",
    "/v0/openapi.json?key=inv_x",
    "/no-such-page",
    "/calendar/nobody",
    "/llms.txt",
    "/look.css",
    "/metrics",
    town.guest.confirmed,
    town.host.pending,
  ];
  for (const path of paths) {
    const type = (await ask(program.address + path, cookie)).headers["content-type"] ?? "";
    if (type.startsWith("text/")) assert.match(type, /^text\/[\w.-]+; .*charset=utf-8/, path);
  }
});

Deno.test("a compressed picker carries no form key, and its form always has one", async () => {
  await using program = await startWithHost();
  const url = program.address + picker;
  const days = new TextDecoder().decode((await ask(url, { "accept-encoding": "identity" })).body);
  assert.match(days, /data-slot=/);
  assert.doesNotMatch(days, /key=/);
  const [, slot] = /data-slot="([^"]+)"/.exec(days) ?? [];
  const answer = await ask(`${url}?slot=${slot}&name=Eve`);
  assert.equal(answer.status, 303);
  assert.match(String(answer.headers.location), /slot=.+&name=Eve&key=[\w-]{16,64}$/);
});
