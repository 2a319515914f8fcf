import assert from "node:assert/strict";
import { providerFindings } from "../../src/tasks/doctor/providers.ts";
import { testApp } from "../support/test-app.ts";

const client = { clientId: "id", clientSecret: "secret" };

async function findingsFor(baseUrl: string, which: "google" | "microsoft"): Promise<string[]> {
  using app = await testApp();
  app.settings.oauthClients[which] = {
    ...client,
    baseUrl: "https://provider.example",
    tenant: "common",
  };
  Object.defineProperty(app, "baseUrl", { value: baseUrl });
  return providerFindings(app).map(({ tone, text, hint }) => `${tone}: ${text} ${hint}`);
}

Deno.test("providerFindings leaves out providers that are not set up", async () => {
  const app = await testApp();
  assert.deepEqual(providerFindings(app), []);
});

Deno.test("providerFindings reminds of expiry: tokens in Testing, number of accounts, secrets", async () => {
  const google = (await findingsFor("https://book.example.org", "google")).join("\n");
  assert.match(
    google,
    /note: .*https:\/\/book\.example\.org\/settings\/calendar\/google\/callback/,
  );
  assert.match(google, /seven days/);
  assert.match(google, /100 accounts/);
  const microsoft = (await findingsFor("https://book.example.org", "microsoft")).join("\n");
  assert.match(microsoft, /client secret expires/);
  assert.doesNotMatch(`${google} ${microsoft}`, /bad:/);
});

Deno.test("providerFindings says that plain http is accepted for localhost only", async () => {
  for (const provider of ["google", "microsoft"] as const) {
    const at = async (baseUrl: string) => (await findingsFor(baseUrl, provider)).join("\n");
    assert.match(await at("http://book.example.org"), /bad: .*plain http/);
    assert.match(await at("http://192.0.2.7:8080"), /bad: .*plain http/);
    for (const here of ["localhost", "127.0.0.1", "[::1]"]) {
      assert.doesNotMatch(await at(`http://${here}:8080`), /bad:/);
    }
  }
});
