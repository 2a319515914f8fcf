import assert from "node:assert/strict";
import { DAY, HOUR, SECOND } from "$lib/scheduling/durations.ts";
import type { WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openLog } from "$lib/server/runtime/log.ts";
import { deliveryJson } from "$lib/server/webhooks/webhook-json.ts";
import { webhookFindings } from "../../../src/tasks/doctor/webhooks.ts";
import { freePort } from "../../support/free-port.ts";
import { ask } from "../../support/town.ts";
import {
  type Answer,
  cut,
  drip,
  hang,
  huge,
  startReceiver,
  status,
} from "../../support/webhooks/receiver.ts";
import {
  deliverDue,
  onlyDelivery,
  stored,
  subscribe,
  webhookTown,
} from "../../support/webhooks/stage.ts";

/** What becomes of one event when the receiver does this at the first try. */
async function firstTry(answer: Answer) {
  const limits: unknown[] = [];
  const inner = openOutbound({ allow: ["127.0.0.1"] });
  const { app, host } = await webhookTown({
    app: {
      // The time limit is what the code says, the wait is shorter.
      fetch: (url, init = {}) => {
        limits.push(init.timeoutMs);
        return inner(url, { ...init, timeoutMs: 400 });
      },
    },
  });
  using _ = app;
  await using receiver = await startReceiver(answer);
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  await ask(app);
  await deliverDue(app);
  assert.deepEqual(limits, [15_000]);
  const delivery = await onlyDelivery(app, subscription);
  const { dueAt } = delivery, last = delivery.tries[0]!;
  return {
    delivery,
    last,
    pauseMs: dueAt === null ? null : dueAt - app.now(),
    subscription: await stored(app, subscription),
    requests: receiver.received.length,
  };
}

function isRetried({ state, tryCount }: WebhookDelivery): boolean {
  return state === "waiting" && tryCount === 1;
}

Deno.test("a receiver that hangs, drips, cuts or fails is tried again after five seconds", async () => {
  const cases: [string, Answer, number | null, string | null][] = [
    ["hang", hang, null, "timeout"],
    ["drip", drip, null, "timeout"],
    ["cut", cut, null, "broken"],
    ["500", status(500, {}, "no"), 500, null],
    ["404", status(404), 404, null],
  ];
  for (const [name, answer, code, error] of cases) {
    const { delivery, last, pauseMs, subscription } = await firstTry(answer);
    assert(isRetried(delivery), name);
    assert.deepEqual([last.status, last.error], [code, error], name);
    assert(pauseMs! >= 5 * SECOND && pauseMs! <= 5.5 * SECOND, `${name}: ${pauseMs}`);
    assert(subscription.active && subscription.failingSince !== null, name);
  }
});

Deno.test("a redirect is a failure and is not followed", async () => {
  await using other = await startReceiver();
  const { delivery, last } = await firstTry(status(302, { location: other.url }));
  assert(isRetried(delivery));
  assert.equal(last.status, 302);
  assert.deepEqual(other.received, []);
});

Deno.test("410 stops the delivery and disables the subscription right away", async () => {
  const { delivery, subscription } = await firstTry(status(410));
  assert.deepEqual([delivery.state, delivery.reason], ["stopped", "gone"]);
  assert.deepEqual([subscription.active, subscription.disabled?.reason], [false, "gone"]);
});

Deno.test("429 and 503: Retry-After is honoured in seconds and as a date, up to a day", async () => {
  const at = new Date(Date.UTC(2026, 10, 1, 14)).toUTCString();
  const cases: [string, Answer, number][] = [
    ["429 in an hour", status(429, { "retry-after": "3600" }), HOUR],
    ["503 at two o’clock", status(503, { "retry-after": at }), 2 * HOUR],
    ["429 in a year", status(429, { "retry-after": "31536000" }), DAY],
  ];
  for (const [name, answer, pause] of cases) {
    const { delivery, pauseMs } = await firstTry(answer);
    assert(isRetried(delivery), name);
    assert.equal(pauseMs, pause, name);
  }
  const { pauseMs } = await firstTry(status(500, { "retry-after": "3600" }));
  assert(pauseMs! < 6 * SECOND, "other statuses do not set the pause");
});

Deno.test("of a huge answer the first 2 KB are kept and the rest is not read", async () => {
  for (const code of [200, 500]) {
    const { delivery, last } = await firstTry(huge(code));
    assert.equal(delivery.state, code === 200 ? "delivered" : "waiting");
    assert.deepEqual([last.status, last.answer.length, last.isAnswerCut], [code, 2048, true]);
  }
});

Deno.test("a name that leads to a private address by the time of the try gets nothing", async () => {
  const addresses = ["93.184.215.14", "127.0.0.1"];
  const asked: string[] = [], connected: string[] = [];
  const fetch = openOutbound({
    allow: [],
    resolve: (host) => {
      asked.push(host);
      return Promise.resolve([addresses[asked.length - 1] ?? "10.0.0.1"]);
    },
    connect: ({ address }) => {
      connected.push(address);
      const body = (async function* () {})();
      return Promise.resolve({ status: 500, headers: [], body });
    },
  });
  const { app, host } = await webhookTown({ app: { fetch } });
  const url = "https://hooks.example.org/";
  const { subscription } = await subscribe(app, host.id, { url });
  await ask(app);
  await deliverDue(app);
  app.at(app.now() + 6 * SECOND);
  await deliverDue(app);
  const { tries } = await onlyDelivery(app, subscription);
  assert.deepEqual(tries.map(({ status, error }) => status ?? error), [500, "unreachable"]);
  assert.deepEqual(connected, ["93.184.215.14"]);
});

Deno.test("an unknown name, a private address and a closed port are one answer; log and doctor tell", async () => {
  const addresses: Record<string, string[]> = {
    "unknown.example.org": [],
    "inside.example.org": ["10.1.2.3"],
    "closed.example.org": ["127.0.0.1"],
  };
  const fetch = openOutbound({
    allow: ["closed.example.org"],
    resolve: (host) => Promise.resolve(addresses[host] ?? []),
  });
  const lines: string[] = [];
  const log = openLog((line) => lines.push(line)), elapsed = () => performance.now();
  const { app, host } = await webhookTown({ app: { fetch, log, elapsed } });
  const port = freePort();
  const made = [];
  for (const name of Object.keys(addresses)) {
    made.push(await subscribe(app, host.id, { url: `https://${name}:${port}/` }));
  }
  await ask(app);
  await deliverDue(app);
  for (const { subscription } of made) {
    const delivery = await onlyDelivery(app, subscription);
    const [{ durationMs, error, status } = assert.fail()] = deliveryJson(delivery).tries;
    assert.deepEqual([error, status], ["unreachable", null], subscription.url);
    assert.ok(durationMs >= 990, `${subscription.url} took ${durationMs} ms`);
  }
  const said = lines.join("\n"), found = JSON.stringify(await webhookFindings(app));
  for (
    const [name, kind] of [["unknown", "dns"], ["inside", "private"], ["closed", "unreachable"]]
  ) {
    assert.ok(said.includes(`"reason":"${kind}: ${name}.example.org`), said);
    assert.ok(found.includes(`${name}.example.org:${port} (${kind})`), found);
  }
});

Deno.test("plain http to a host that the settings no longer name is not sent", async () => {
  const { app, host } = await webhookTown();
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  await ask(app);
  app.settings.allowPrivateHosts = [];
  await deliverDue(app);
  const { tries } = await onlyDelivery(app, subscription);
  assert.deepEqual(tries.map(({ error }) => error), ["address"]);
  assert.deepEqual(receiver.received, []);
});

Deno.test("ten answers that are not UTF-8 and the longest URL fit into one record", async () => {
  const { app, host } = await webhookTown();
  await using receiver = await startReceiver((response) => {
    response.writeHead(500).end(new Uint8Array(5_000).fill(0xff));
  });
  const url = `${receiver.url}?${"x".repeat(1999 - receiver.url.length)}`;
  const { subscription } = await subscribe(app, host.id, { url });
  await ask(app);
  for (let n = 0; n < 10; n++) {
    await deliverDue(app);
    app.at((await onlyDelivery(app, subscription)).dueAt ?? app.now());
  }
  const delivery = await onlyDelivery(app, subscription);
  assert.deepEqual([delivery.state, delivery.tries.length], ["stopped", 10]);
  assert(delivery.tries.every(({ answer }) => answer === "\ufffd".repeat(2048)));
});
