import assert from "node:assert/strict";
import { FolderInUse, lockFolder } from "../../src/process/folder-lock.ts";
import { tempFolder } from "../support/temp-folder.ts";

Deno.test("lockFolder: looks by other commands keep no program from starting, another program does", async () => {
  await using folder = await tempFolder();
  const location = { dataDir: folder.path, dbPath: `${folder.path}/invito.db` };
  const lock = new URL("../../src/process/folder-lock.ts", import.meta.url);
  const looking = `import { readHolder } from "${lock}";
    readHolder("${folder.path}");
    postMessage("looking");
    while (true) readHolder("${folder.path}");`;
  const worker = new Worker(`data:application/typescript,${encodeURIComponent(looking)}`, {
    type: "module",
  });
  try {
    await new Promise((begun) => worker.onmessage = begun);
    for (let n = 0; n < 500; n++) lockFolder(location).release();
  } finally {
    worker.terminate();
  }
  const held = lockFolder(location);
  assert.throws(() => lockFolder(location), FolderInUse);
  held.release();
});
