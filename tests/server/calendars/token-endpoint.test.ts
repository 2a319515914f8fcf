/** What oauth4webapi does behind our fetch, and what it would do without the gate (docs/decisions/google-and-microsoft.md). */
import assert from "node:assert/strict";
import * as oauth from "oauth4webapi";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { exchangeCode, refreshTokens } from "$lib/server/calendars/oauth.ts";
import type { OAuthProvider } from "$lib/server/calendars/token-endpoint.ts";
import { userAgent } from "$lib/product.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";

const NOW = Date.UTC(2026, 9, 1);
const tokens = {
  access_token: "a",
  refresh_token: "r2",
  token_type: "Bearer",
  expires_in: 60,
  scope: "calendar",
};

/** A token endpoint that answers so, with the requests that it got. */
function startTokenEndpoint(answer: () => Response) {
  const requests: { headers: Headers; form: Record<string, string> }[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => undefined },
    async (request) => {
      const form = Object.fromEntries(new URLSearchParams(await request.text()));
      requests.push({ headers: request.headers, form });
      return answer();
    },
  );
  const outgoing = openHttpClient();
  const at = `http://127.0.0.1:${server.addr.port}`;
  const provider: OAuthProvider = {
    authorizationEndpoint: `${at}/auth`,
    tokenEndpoint: `${at}/token`,
    revocationEndpoint: null,
    clientId: "client",
    clientSecret: "se:cr%et",
    scopes: ["calendar"],
    extraParams: {},
    reconnectPrompt: "consent",
  };
  const fetchAllowing = (allow: string[]) => openOutbound({ allow, connect: outgoing.connect });
  const fetch = fetchAllowing(["127.0.0.1"]);
  return {
    provider,
    requests,
    exchange: (through = fetch) =>
      exchangeCode(
        through,
        provider,
        { code: "c", verifier: "v", redirectTo: "https://b/cb" },
        NOW,
      ),
    refresh: (through = fetch) =>
      refreshTokens(through, provider, { accessToken: "", expiresAt: 0, refreshToken: "r1" }, NOW),
    closed: fetchAllowing([]),
    async [Symbol.asyncDispose]() {
      outgoing.close();
      await server.shutdown();
    },
  };
}

async function errorOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(() => null, (thrown: unknown) => thrown);
  assert.ok(error instanceof CalendarError, String(error));
  return `${error.kind} ${error.reason}`;
}

Deno.test("token requests: code, verifier and client credentials go in the form (RFC 6749, RFC 7636)", async () => {
  await using endpoint = startTokenEndpoint(() => Response.json(tokens));
  const expiresAt = NOW + MINUTE;
  assert.deepEqual(await endpoint.exchange(), { accessToken: "a", refreshToken: "r2", expiresAt });
  assert.deepEqual(await endpoint.refresh(), { accessToken: "a", refreshToken: "r2", expiresAt });
  const client = { client_id: "client", client_secret: "se:cr%et" };
  assert.deepEqual(endpoint.requests.map(({ form }) => form), [
    {
      ...client,
      grant_type: "authorization_code",
      code: "c",
      code_verifier: "v",
      redirect_uri: "https://b/cb",
    },
    { ...client, grant_type: "refresh_token", refresh_token: "r1" },
  ]);
  const [{ headers }] = endpoint.requests as [typeof endpoint.requests[number]];
  assert.equal(headers.get("user-agent"), userAgent);
  assert.equal(headers.get("authorization"), null);
});

const answers: [what: string, answer: () => Response, error: string][] = [
  [
    "a redirect is not followed",
    () => new Response(null, { status: 307, headers: { location: "/token" } }),
    "try-again server-error",
  ],
  ["HTML is no success", () => new Response("<p>Hello</p>"), "try-again unreadable"],
  ["an empty body is no success", () => new Response(""), "try-again unreadable"],
  ["an array is no success", () => Response.json([tokens]), "try-again unreadable"],
  [
    "a success without an access token is none",
    () => Response.json({ ...tokens, access_token: "" }),
    "try-again unreadable",
  ],
  [
    "a token of another type is none",
    () => Response.json({ ...tokens, token_type: "mac" }),
    "try-again unreadable",
  ],
  [
    "a negative lifetime is none",
    () => Response.json({ ...tokens, expires_in: -1 }),
    "try-again unreadable",
  ],
  [
    "an answer over the limit is cut off",
    () => new Response("x".repeat(200_001)),
    "try-again too-large",
  ],
  [
    "an error body is read without its media type",
    () => new Response(JSON.stringify({ error: "invalid_grant" }), { status: 400 }),
    "signed-out consent-gone",
  ],
  [
    "a challenge does not hide the error in the body",
    () =>
      Response.json({ error: "invalid_client" }, {
        status: 401,
        headers: { "www-authenticate": 'Basic realm="x"' },
      }),
    "refused client-refused",
  ],
];
for (const [what, answer, expected] of answers) {
  Deno.test(`token requests: ${what}`, async () => {
    await using endpoint = startTokenEndpoint(answer);
    assert.equal(await errorOf(endpoint.refresh()), expected);
    assert.equal(endpoint.requests.length, 1);
  });
}

Deno.test("token requests: an id_token that was not requested does not fail the exchange", async () => {
  await using endpoint = startTokenEndpoint(() => Response.json({ ...tokens, id_token: "x.y.z" }));
  assert.equal((await endpoint.exchange()).accessToken, "a");
  const as = { issuer: "https://issuer", token_endpoint: "https://issuer/token" };
  const plain = Response.json({ ...tokens, id_token: "x.y.z" });
  await assert.rejects(oauth.processRefreshTokenResponse(as, { client_id: "client" }, plain));
});

Deno.test("token requests: go through the guarded fetch alone, and to no private address", async () => {
  await using endpoint = startTokenEndpoint(() => Response.json(tokens));
  assert.equal(await errorOf(endpoint.exchange(endpoint.closed)), "try-again unreachable");
  assert.equal(await errorOf(endpoint.refresh(endpoint.closed)), "try-again unreachable");
  assert.equal(endpoint.requests.length, 0);
});
