import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { IssuerError, issuerProblem, readIssuer } from "$lib/server/auth/issuer-discovery.ts";
import { OutboundError } from "$lib/server/outbound/errors.ts";
import { noon, type TestApp, testApp } from "../../support/test-app.ts";

const document = (issuer: string) => ({
  issuer,
  authorization_endpoint: "https://id.example/authorize",
  token_endpoint: "https://id.example/token",
});

/** An App with this issuer set up, which answers with `answer` whatever is asked; `asked` has the requests. */
async function appWith(configured: string, answer: () => Response | Promise<Response>) {
  const asked: { url: string; timeoutMs: number | undefined }[] = [];
  const app = await testApp({
    fetch: async (url, init) => {
      asked.push({ url: String(url), timeoutMs: init?.timeoutMs });
      return await answer();
    },
  });
  app.settings.oidc = {
    name: "",
    issuer: configured,
    clientId: "a",
    clientSecret: "b",
    domains: [],
    groups: [],
  };
  return Object.assign(app, { asked });
}

async function problemOf(app: TestApp): Promise<string | null> {
  try {
    await readIssuer(app);
    return null;
  } catch (error) {
    assert(error instanceof IssuerError, String(error));
    return error.message;
  }
}

const addresses: [string, string, string | null][] = [
  ["https://id.example", "https://id.example", null],
  ["https://id.example", "https://id.example/", null],
  ["https://ID.example:443/realms/a", "https://id.example/realms/a", null],
  ["https://id.example/realms/a/", "https://id.example/realms/a/", null],
  ["https://id.example/realms/a/", "https://id.example/realms/a", "https://id.example/realms/a"],
  ["https://id.example/realms/a", "https://id.example/realms/a/", "https://id.example/realms/a/"],
  ["https://id.example/realms/a", "https://id.example/realms/A", "https://id.example/realms/A"],
  ["http://localhost/a", "https://localhost/a", "https://localhost/a"],
  [
    "https://id.example/a/.well-known/openid-configuration",
    "https://id.example/a",
    "https://id.example/a",
  ],
  [
    "https://id.example/.well-known/openid-configuration/",
    "https://id.example",
    "https://id.example",
  ],
];
for (const [configured, stated, right] of addresses) {
  Deno.test(`readIssuer: ${configured} is set up, the document says ${stated}`, async () => {
    const app = await appWith(configured, () => Response.json(document(stated)));
    const problem = await problemOf(app);
    assert.equal(
      problem,
      right &&
        `configured ${configured}, the document says ${stated}: set INVITO_OIDC_ISSUER to ${right}`,
    );
    const path = new URL(configured).pathname.includes(".well-known")
      ? configured.replace(/\/$/, "")
      : `${new URL(configured).href.replace(/\/$/, "")}/.well-known/openid-configuration`;
    assert.deepEqual(app.asked, [{ url: path, timeoutMs: 8000 }]);
  });
}

Deno.test("readIssuer: the common address of Entra names no directory", async () => {
  const app = await appWith(
    "https://login.microsoftonline.com/common/v2.0",
    () => Response.json(document("https://login.microsoftonline.com/{tenantid}/v2.0")),
  );
  assert.match((await problemOf(app))!, /\{tenantid\}\/v2\.0: .*many directories.*address of one/);
  assert.equal(app.logged.at(-1)?.event, "issuer-setup");
});

const answers: [string, () => Response, RegExp][] = [
  ["a number as issuer", () => Response.json({ ...document("x"), issuer: 7 }), /no valid issuer/],
  [
    "no token endpoint",
    () => Response.json({ ...document("x"), token_endpoint: "" }),
    /no valid token_endpoint/,
  ],
  ["null", () => new Response("null"), /not a discovery document/],
  ["a list", () => new Response("[]"), /no valid issuer|not a discovery document/],
  ["nothing", () => new Response(""), /not a discovery document/],
  ["an issuer of another host", () => Response.json(document("https://evil.test")), /evil\.test/],
];
for (const [what, answer, problem] of answers) {
  Deno.test(`readIssuer: refuses ${what}`, async () => {
    const app = await appWith("https://id.example", answer);
    assert.match((await problemOf(app))!, problem);
    assert.equal(await issuerProblem(app), "issuer-setup");
  });
}

Deno.test("readIssuer: a private network is not an issuer that is down", async () => {
  const app = await appWith("https://id.example", () => {
    throw new OutboundError("private", "id.example");
  });
  assert.match((await problemOf(app))!, /INVITO_ALLOW_PRIVATE_HOSTS/);
  assert.equal(await issuerProblem(app), "issuer-setup");
});

Deno.test("readIssuer: a document is kept for ten minutes, a failure is not kept", async () => {
  let answer = () => new Response("no", { status: 503 });
  const app = await appWith("https://id.example", () => answer());
  assert.equal(await issuerProblem(app), "issuer-down");
  answer = () => Response.json(document("https://id.example"));
  assert.equal(await issuerProblem(app), null);
  app.at(noon + 9 * MINUTE);
  await Promise.all([readIssuer(app), readIssuer(app)]);
  assert.equal(app.asked.length, 2);
  app.at(noon + 11 * MINUTE);
  await Promise.all([readIssuer(app), readIssuer(app)]);
  assert.equal(app.asked.length, 3, "and asked for once by all who wait");
});

Deno.test("issuerProblem: what is slow is not a problem", async () => {
  const slow = Promise.withResolvers<Response>();
  const app = await appWith("https://id.example", () => slow.promise);
  assert.equal(await issuerProblem(app), null);
  slow.resolve(Response.json(document("https://id.example")));
  assert.equal((await readIssuer(app)).issuer, "https://id.example");
  assert.equal(app.asked.length, 1);
});
