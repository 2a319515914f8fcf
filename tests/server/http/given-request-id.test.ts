import assert from "node:assert/strict";
import { givenRequestId } from "$lib/server/http/given-request-id.ts";

const given = (id: string, trustedProxies = 1) =>
  givenRequestId(new Headers({ "x-request-id": id }), { trustedProxies });

Deno.test("givenRequestId takes what proxies make, and only behind a trusted one", () => {
  for (
    const id of [
      "0af7651916cd43dd8448eb211c80319c",
      "5c1f6f3e-7d0c-4b55-9a1c-0c7d8a2f1b11",
      "Root=1-67891233-abcdef012345678912345678",
    ]
  ) {
    assert.equal(given(id), id);
    assert.equal(given(id, 0), null);
  }
  assert.equal(givenRequestId(new Headers(), { trustedProxies: 1 }), null);
});

Deno.test("givenRequestId refuses what is too short, too long, no id, an address or maybe a secret", () => {
  for (
    const id of [
      "short",
      "a".repeat(65),
      "a b c d e f",
      '"}{"level":"x',
      "joan@example.net",
      "A".repeat(43),
    ]
  ) {
    assert.equal(given(id), null, id);
  }
});
