import assert from "node:assert/strict";
import { newId } from "$lib/server/runtime/secrets.ts";
import { watchMembers } from "$lib/server/availability/watch-members.ts";
import { bumpVersion, getGuard } from "$lib/server/store/guard.ts";
import type { App } from "$lib/server/app.ts";
import { alteredStore } from "../../support/altered-store.ts";
import { testApp } from "../../support/test-app.ts";

const raise = async (app: App, id: string) => {
  assert((await bumpVersion(app.kv.atomic(), await getGuard(app.kv, id)).commit()).ok);
};

/** A team of members with guards, the sizes of all watches, and the versions that were seen last. */
async function watched(app: App, size: number) {
  const teamId = newId();
  const members = Array.from({ length: size }, () => newId());
  for (const id of [teamId, ...members]) await raise(app, id);
  const sizes: number[] = [];
  const kv = alteredStore(app.kv, {
    watch(keys: Deno.KvKey[]) {
      sizes.push(keys.length);
      return app.kv.watch(keys);
    },
  });
  const ending = new AbortController();
  let last: ReadonlyMap<string, number> = new Map();
  let calls = 0;
  let look = () => {};
  const watching = watchMembers(
    kv,
    teamId,
    () => Promise.resolve([...members]),
    ending.signal,
    (is) => {
      last = is;
      calls++;
      look();
    },
  );
  const until = (wanted: (versions: ReadonlyMap<string, number>) => boolean) =>
    new Promise<void>((found) => {
      look = () => wanted(last) && found();
      look();
    });
  const end = async () => {
    ending.abort();
    await watching;
  };
  return { teamId, members, sizes, until, end, calls: () => calls };
}

Deno.test("watchMembers: a hundred members are eleven watches; a change of each one is seen", async () => {
  const app = await testApp();
  const { teamId, members, sizes, until, end, calls } = await watched(app, 100);
  await until((is) => is.size === 101);
  assert.equal(calls(), 1, "nothing before every guard was read");
  assert.deepEqual(sizes, [1, ...Array.from({ length: 10 }, () => 10)]);
  for (const id of [members[0]!, members[57]!, members[99]!, teamId]) {
    await raise(app, id);
    await until((is) => is.get(id) === 2);
  }
  assert.equal(sizes.length, 11);
  await end();
});

Deno.test("watchMembers: who joins is watched and who leaves no longer, once the team's guard is raised", async () => {
  const app = await testApp();
  const { teamId, members, until, end } = await watched(app, 3);
  await until((is) => is.size === 4);
  const [gone] = members.splice(0, 1), joined = newId();
  members.push(joined);
  await raise(app, teamId);
  await until((is) => is.has(joined) && !is.has(gone!));
  await raise(app, joined);
  await until((is) => is.get(joined) === 1);
  await end();
});

Deno.test("watchMembers: a team without members is followed by its guard", async () => {
  const app = await testApp();
  const { teamId, until, end } = await watched(app, 0);
  await until((is) => is.get(teamId) === 1);
  await raise(app, teamId);
  await until((is) => is.get(teamId) === 2);
  await end();
});
