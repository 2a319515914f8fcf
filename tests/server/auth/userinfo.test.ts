import assert from "node:assert/strict";
import { joinClaims, readUserinfo } from "$lib/server/auth/userinfo.ts";
import { newSigningKey, signJwt } from "../../support/faulty-issuer.ts";

Deno.test("readUserinfo: a signature counts only if it is the issuer's", async () => {
  const own = await newSigningKey("own"), foreign = await newSigningKey("own");
  const issuer = {
    issuer: "https://id.example",
    userinfo_endpoint: "https://id.example/userinfo",
    jwks_uri: "https://id.example/jwks",
    userinfo_signing_alg_values_supported: ["ES256"],
  };
  const claims = { sub: "ada", iss: issuer.issuer, aud: "invito", name: "Ada" };
  const read = (jwt: string) =>
    readUserinfo(
      issuer,
      "invito",
      { accessToken: "access", subject: "ada" },
      (url) =>
        Promise.resolve(
          String(url).endsWith("/jwks")
            ? Response.json({ keys: [own.publicJwk] })
            : new Response(jwt, { headers: { "content-type": "application/jwt" } }),
        ),
    );
  const right = await read(await signJwt(own, claims));
  assert("claims" in right && right.claims.name === "Ada");
  await assert.rejects(read(await signJwt(foreign, claims)), /signature/);
});

const pairs: [string, object, object, [unknown, unknown]][] = [
  ["only the ID token", { email: "a@x.test", email_verified: true }, {}, ["a@x.test", true]],
  ["the same address", { email: "a@x.test", email_verified: true }, { email: "a@x.test" }, [
    "a@x.test",
    true,
  ]],
  ["another address", { email: "a@x.test", email_verified: true }, { email: "b@x.test" }, [
    "b@x.test",
    undefined,
  ]],
  ["verified without address", { email: "a@x.test" }, { email_verified: true }, [
    "a@x.test",
    undefined,
  ]],
];
for (const [what, idToken, userinfo, expected] of pairs) {
  Deno.test(`joinClaims: an address is verified by its own source: ${what}`, () => {
    const { email, email_verified } = joinClaims({ ...idToken }, { ...userinfo });
    assert.deepEqual([email, email_verified], expected);
  });
}
