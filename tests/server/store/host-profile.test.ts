import assert from "node:assert/strict";
import { writeEmail } from "$lib/server/store/host-profile.ts";
import { keys } from "$lib/server/kv/keys.ts";

Deno.test("writeEmail: an address that signs in another host is left to them", async () => {
  using kv = await Deno.openKv(":memory:");
  const write = async (hostId: string, previous: string | null) => {
    const op = kv.atomic();
    return await writeEmail(kv, op, hostId, "hash", previous) && (await op.commit()).ok;
  };
  assert(await write("ada", null));
  assert.equal(await write("grace", null), false);
  assert(await write("ada", "hash"), "their own is written again");
  assert.equal((await kv.get(keys.email("hash"))).value, "ada");
});
