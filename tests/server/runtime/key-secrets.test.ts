import assert from "node:assert/strict";
import { findSecrets, findSecretsInUrl } from "$lib/server/runtime/key-secrets.ts";

const secret = `inv_${"aB3_-".repeat(8)}xyz`;

Deno.test("findSecrets: every secret of a text, also one that another seems to begin", () => {
  assert.deepEqual(findSecrets(`a=${secret}&b=1`), [secret]);
  assert(findSecrets(`inv_${secret}`).includes(secret));
  assert.deepEqual(findSecrets("inv_short /invite inv_"), []);
});

Deno.test("findSecretsInUrl: also where it is percent-encoded or the URL malformed, each once", () => {
  assert.deepEqual(findSecretsInUrl(`/a/%69nv%5F${secret.slice(4)}?k=${secret}&b=%`), [secret]);
  assert.deepEqual(findSecretsInUrl("/a/inv_short"), []);
  assert(findSecretsInUrl(`/${"inv_".repeat(4000)}`).length <= 5);
});
