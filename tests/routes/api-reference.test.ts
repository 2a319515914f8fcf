import assert from "node:assert/strict";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { scopes } from "$lib/scheduling/api-key.ts";
import { operations } from "../support/operations.ts";
import { signatureHeaders, webhookWhen } from "$lib/openapi/webhook-payload.ts";
import { webhookKinds } from "$lib/scheduling/webhook.ts";
import { openApiDocument, pathNames } from "$lib/openapi/openapi.ts";
import { startVisit } from "../support/http-visitor.ts";
import { runShell } from "../support/run-shell.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { granted } from "../support/granted.ts";

Deno.test("the pages about the API", async (t) => {
  let key = "", session = "", typeId = "";
  await using program = await startWithHost({}, async (app, host) => {
    const made = await granted(apiKeys.create(app, host, {
      name: "docs",
      scopes: [...scopes],
      expires: "30",
    }));
    key = made.secret;
    session = await signedIn(app, host);
    typeId = (await listEventTypes(app.kv, host.id))[0]!.id;
  });
  const { address } = program;
  const visitor = startVisit(address, session);
  const overview = await visitor.get("/docs/api");
  const tags = new Set(overview.text.match(/\/docs\/api\/[a-z-]+(?=[#"])/g));
  const pages = new Map<string, string>();
  for (const path of tags) pages.set(path, (await visitor.get(path)).text);
  const lines = new Map(
    [...pages.values()].flatMap((text) =>
      [...text.matchAll(/data-curl="([^"]+)"[^>]*>(?:<!--.*?-->)*<code[^>]*>([\s\S]*?)<\/code>/g)]
        .map(([, id, code]) => [id!, unescaped(code!)] as const)
    ),
  );

  await t.step("every operation has its place, with who may do it and a line to paste", () => {
    assert.deepEqual([...lines.keys()].toSorted(), operations.map(({ id }) => id).toSorted());
    for (const { id, summary, access } of operations) {
      assert.ok(overview.text.includes(`#${id}"`), id);
      const page = [...pages.values()].find((text) => text.includes(`id="${id}"`))!;
      assert.ok(page.includes(summary), id);
      const header = /Bearer \$INVITO_KEY/.test(lines.get(id)!);
      assert.equal(header, access !== "public" && access !== "session", id);
    }
    assert.equal(key === "" || overview.text.includes(key), false);
  });

  await t.step("no script of the framework and nothing from elsewhere", () => {
    for (const text of [overview.text, ...pages.values()]) {
      assert.doesNotMatch(text, /<script[^>]+src="https?:/);
      assert.doesNotMatch(text, /<script[^>]+type="module"/);
    }
  });

  const paste = async (line: string, variables: Record<string, string> = {}) => {
    const printed = await runShell(
      line.replace(/^curl /, "curl -sS -w '\\n%{http_code}' "),
      { INVITO_KEY: key, INVITO_SESSION: "none", ...variables },
    );
    const at = printed.lastIndexOf("\n");
    const text = printed.slice(0, at);
    return { status: Number(printed.slice(at + 1)), text, body: () => JSON.parse(text) };
  };

  await t.step("lines that need nothing else do what they say when they are pasted", async () => {
    const done = [
      ["pages.eventType", 200],
      ["pages.availability", 200],
      ["bookings.create", 201],
      ["eventTypes.list", 200],
      ["eventTypes.create", 201],
    ] as const;
    for (const [id, expected] of done) {
      const { status, text, body } = await paste(lines.get(id)!);
      assert.equal(status, expected, `${id}: ${text}`);
      assert.equal(body().ok, true);
    }
    const variables = { ID: typeId };
    const one = await paste(lines.get("eventTypes.get")!, variables);
    assert.equal(one.body().eventType.id, typeId);
  });

  await t.step(
    "every line is understood: its answer is one that the description names",
    async () => {
      const { paths } = openApiDocument(operations, { baseUrl: address });
      const wrong: string[] = [];
      for (const { id, path, method, access } of operations) {
        if (access === "session" || lines.get(id)!.includes("$TOKEN")) continue;
        const none = pathNames(path).map((name) => [name.toUpperCase(), "none"]);
        const { status } = await paste(lines.get(id)!, Object.fromEntries(none));
        const described = paths[path]![method.toLowerCase()] as {
          responses: Record<string, unknown>;
        };
        if (!(status in described.responses)) wrong.push(`${id}: ${status}`);
      }
      assert.deepEqual(wrong, []);
    },
  );

  await t.step(
    "how webhooks are received: every event, the headers, the pauses, how to verify",
    () => {
      const text = unescaped(pages.get("/docs/api/webhooks")!);
      for (const kind of webhookKinds) assert.ok(text.includes(webhookWhen[kind]), kind);
      for (const { name } of signatureHeaders) assert.ok(text.includes(name), name);
      assert.ok(text.includes("5 seconds, 5 minutes, 30 minutes, 2 hours,"));
      for (const code of ["verifyWebhook(", "verify_webhook(", "hash_hmac("]) {
        assert.ok(text.includes(code), code);
      }
    },
  );

  await t.step("the address of an unknown group is not found", async () => {
    assert.equal((await visitor.get("/docs/api/none")).status, 404);
  });
});

function unescaped(html: string): string {
  return html.replace(/<!--[\s\S]*?-->/g, "")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}
