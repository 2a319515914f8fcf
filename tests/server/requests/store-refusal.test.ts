import assert from "node:assert/strict";
import { refuseIfStoreRefuses } from "$lib/server/requests/store-refusal.ts";

Deno.test("refuseIfStoreRefuses: only what a store says of itself is a refusal", () => {
  const refusal = (message: string) => refuseIfStoreRefuses(new Error(message)).refusal;
  assert.deepEqual(refusal("database or disk is full"), { code: "cannot-save", retryAfter: 60 });
  assert.deepEqual(refusal("database is locked"), { code: "busy", retryAfter: 5 });
  assert.throws(() => refusal("undefined is not a function"), /not a function/);
});
