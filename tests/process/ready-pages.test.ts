import assert from "node:assert/strict";
import { alwaysOpen, seedHosts } from "../support/proof/proof-hosts.ts";
import { startProgram } from "../support/program.ts";
import { tempFolder } from "../support/temp-folder.ts";

Deno.test("listener: a page is answered alike when it is made, kept and ready, whatever is asked for", async () => {
  await using folder = await tempFolder();
  await seedHosts(folder.path, [alwaysOpen("ada", { slug: "talk" })]);
  await using program = await startProgram({ dataDir: folder.path });
  for (const path of ["/calendar/ada", "/calendar/ada/talk", "/widget/ada", "/widget/ada/talk"]) {
    for (const encoding of ["identity", "gzip", "br"]) {
      const headers = { "accept-encoding": encoding, "accept-language": "de" };
      const made = await get(path, headers), kept = await get(path, headers);
      const ready = await get(path, headers);
      assert.deepEqual(kept, made);
      assert.deepEqual(ready, made);
    }
  }

  async function get(path: string, asked: Record<string, string>) {
    const response = await fetch(program.address + path, { headers: asked });
    const headers = Object.fromEntries(response.headers);
    assert.match(headers["x-request-id"] ?? "", /^[\w-]{22}$/);
    // The page shows the minute, so the last two are others in the next one.
    for (const name of ["date", "x-request-id", "etag", "content-length"]) headers[name] = "";
    assert.match(await response.text(), /^<!doctype html>.*<\/html>\s*$/s);
    return { status: response.status, headers };
  }
});
