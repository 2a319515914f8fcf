/** What token endpoints are reported to answer, and what a browser is sent there with. */
import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openAccount } from "$lib/server/connections/access-tokens.ts";
import { granted, refusal } from "../../support/granted.ts";
import { callbackFrom, connected, providerTown } from "../../support/provider-hosts.ts";

Deno.test("refreshTokens: an error of the token endpoint is final with its code, unless it is temporary", async () => {
  await using given = await providerTown();
  const { app, ada, google, graph } = given;
  for (const provider of ["google", "microsoft"] as const) {
    const connection = await connected(given, provider);
    const { does } = provider === "google" ? google.oauth : graph.oauth;
    app.at(app.now() + 2 * HOUR);
    const list = async () => (await openAccount(app, connection, ada)).list();
    for (
      const [status, body, kind, reason, detail] of [
        [
          400,
          { error: "invalid_request" },
          "refused",
          "client-refused",
          "HTTP 400 invalid_request",
        ],
        [
          400,
          { error: "unauthorized_client", error_codes: [700016] },
          "refused",
          "client-refused",
          "HTTP 400 unauthorized_client AADSTS700016",
        ],
        [
          401,
          { error: "invalid_client", error_codes: [7000222] },
          "refused",
          "client-refused",
          "HTTP 401 invalid_client AADSTS7000222",
        ],
        [401, { error: "deleted_client" }, "refused", "client-refused", "HTTP 401 deleted_client"],
        [
          403,
          { error: "<b>org_internal</b>" },
          "refused",
          "client-refused",
          "HTTP 403 borg_internalb",
        ],
        [404, "not here", "refused", "client-refused", "HTTP 404"],
        [408, {}, "try-again", "server-error", "HTTP 408"],
        [429, {}, "try-again", "slow-down", "HTTP 429"],
        [
          400,
          { error: "temporarily_unavailable" },
          "try-again",
          "server-error",
          "HTTP 400 temporarily_unavailable",
        ],
        [500, { error: "invalid_client" }, "try-again", "server-error", "HTTP 500 invalid_client"],
        [400, { error: "invalid_grant" }, "signed-out", "consent-gone", "HTTP 400 invalid_grant"],
        [400, { error: "login_required" }, "signed-out", "consent-gone", "HTTP 400 login_required"],
      ] as const
    ) {
      does.token = { status, body };
      await assert.rejects(list, (error: Error & Record<string, unknown>) => {
        assert.deepEqual([error.kind, error.reason], [kind, reason], detail);
        assert.equal(String(error.detail).trim(), detail);
        return true;
      });
    }
    does.token = null;
    assert.ok((await list()).length > 0);
  }
});

Deno.test("handleCallback: a refused client is reported with the provider's code", async () => {
  await using given = await providerTown();
  const callback = await callbackFrom(given, "microsoft");
  const body = { error: "invalid_client", error_codes: [7000222] };
  given.graph.oauth.does.token = { status: 401, body };
  const ended = await refusal(
    connections.handleCallback(given.app, given.ada.id, "microsoft", callback),
  );
  assert.equal(ended.detail, "client-refused");
  assert.equal(ended.serverMessage, "HTTP 401 invalid_client AADSTS7000222");
});

Deno.test("openAccount: an access token that is refused twice does not end the connection", async () => {
  await using given = await providerTown();
  const { app, ada, google, graph } = given;
  for (const provider of ["google", "microsoft"] as const) {
    const fake = provider === "google" ? google : graph;
    const connection = await connected(given, provider);
    fake.fault = { status: 401 };
    const list = async () => (await openAccount(app, connection, ada)).list();
    await assert.rejects(list, { kind: "try-again", reason: "token-refused" });
    fake.fault = null;
    assert.ok((await list()).length > 0);
    fake.oauth.revoke();
    await assert.rejects(list, { kind: "signed-out", reason: "consent-gone" });
  }
});

Deno.test("startOAuth: reconnecting names the account and offers a choice; the first time it does not", async () => {
  await using given = await providerTown();
  const { google, graph } = given;
  google.calendars.set("Ada@Example.org", { events: new Map(), timeZone: "Europe/Berlin" });
  for (const provider of ["google", "microsoft"] as const) {
    const fake = provider === "google" ? google : graph;
    const connection = await connected(given, provider);
    assert.equal(fake.oauth.authorized?.get("login_hint"), null);
    await connected(given, provider, connection.id);
    const requested = fake.oauth.authorized;
    assert.equal(requested?.get("login_hint"), "ada@example.org");
    const prompt = requested?.get("prompt")?.split(" ") ?? [];
    assert.ok(prompt.includes("select_account"), provider);
    assert.equal(prompt.includes("consent"), provider === "google");
  }
});

Deno.test("startOAuth: uses the directory (tenant) of the settings", async () => {
  await using given = await providerTown();
  const { app, ada } = given;
  app.settings.oauthClients.microsoft!.tenant = "contoso.example";
  const begun = await granted(connections.startOAuth(app, ada.id, "microsoft", null));
  assert.equal(new URL(begun).pathname, "/contoso.example/oauth2/v2.0/authorize");
});
