import assert from "node:assert/strict";
import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { root } from "../../src/tasks/root.ts";

const stamp = async () => (await Deno.readTextFile(`${root}/build/.inputs`)).split("\n");
const builtAt = () => Deno.statSync(`${root}/build/server/index.js`).mtime?.getTime();

Deno.test("build: a file with another time and the same content is no reason to build", async () => {
  await buildWhenStale();
  const [was, before] = [await stamp(), builtAt()];
  await Deno.utime(`${root}/src/app.html`, new Date(), new Date());
  await buildWhenStale();
  const is = await stamp();
  assert.equal(builtAt(), before);
  assert.equal(is[0], was[0], "the content");
  assert.notEqual(is[1], was[1], "the times, which the next start compares first");
});
