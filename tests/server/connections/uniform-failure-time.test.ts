import assert from "node:assert/strict";
import * as connections from "$lib/server/connections/index.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import * as holidays from "$lib/server/availability/public-holidays.ts";
import { openLog } from "$lib/server/runtime/log.ts";
import { messages } from "$lib/i18n/messages.ts";
import { freePort } from "../../support/free-port.ts";
import { refusal } from "../../support/granted.ts";
import { addHost, configuredApp } from "../../support/town.ts";

/** Names that lead nowhere, inside, and to a port where nobody listens. */
const addresses: Record<string, string[]> = {
  "unknown.example": [],
  "inside.example": ["10.1.2.3"],
  "closed.example": ["127.0.0.1"],
};

async function world() {
  const fetch = openOutbound({
    allow: ["closed.example"],
    resolve: (host) => Promise.resolve(addresses[host] ?? []),
  });
  const lines: string[] = [];
  const app = await configuredApp({ fetch, log: openLog((line) => lines.push(line)) });
  return { app, lines, host: await addHost(app), [Symbol.dispose]: () => app[Symbol.dispose]() };
}

Deno.test("an unknown name, a private address and a closed port fail alike, after the same time", async () => {
  using w = await world();
  const port = freePort();
  const account = { user: "ada", password: "secret" };
  const requested: Record<string, (url: string) => Promise<unknown>> = {
    connect: (address) => connections.connectCaldav(w.app, w.host.id, { ...account, address }),
    subscribe: (feed) => connections.connectIcs(w.app, w.host.id, { feed }),
    holidays: (address) => holidays.calendarHolidays(w.app, address),
  };
  const { lines } = w, { problems } = messages("en").calendars;
  for (const [what, ask] of Object.entries(requested)) {
    const answers = await Promise.all(
      Object.keys(addresses).flatMap((host) => [
        `http://${host}:${port}/calendar`,
        `https://${host}:${port}/calendar`,
      ]).map(async (url) => {
        const begun = performance.now();
        const callback = JSON.parse(JSON.stringify(await ask(url)));
        assert.equal(callback.ok, false);
        const { code, detail, fields } = callback.refusal;
        return {
          failure: { code, detail, sentence: problems[detail], fields },
          ms: performance.now() - begun,
        };
      }),
    );
    for (const { failure, ms } of answers) {
      assert.deepEqual(failure, answers[0]!.failure, what);
      assert.ok(ms >= 990, `${what} answered after ${Math.round(ms)} ms`);
    }
  }
  const log = lines.join("\n");
  for (const [name, kind] of [["unknown", "dns"], ["inside", "private"], ["closed", "ECONN"]]) {
    assert.match(log, new RegExp(`"calendar-not-connected".*"detail":"${name}.example: ${kind}`));
  }
  assert.match(problems["unreachable"]!, /INVITO_ALLOW_PRIVATE_HOSTS/);
});

Deno.test("a literal private address fails like all others; a response is reported immediately", async () => {
  using w = await world();
  const refused = await refusal(
    connections.connectIcs(w.app, w.host.id, { feed: "http://10.0.0.1/a.ics" }),
  );
  assert.equal(refused.code, "calendar-refused");
  const begun = performance.now();
  const wrong = await refusal(
    connections.connectIcs(w.app, w.host.id, { feed: "ftp://a.example/" }),
  );
  assert.equal(wrong.detail, "wrong-feed");
  assert.ok(performance.now() - begun < 900);
});
