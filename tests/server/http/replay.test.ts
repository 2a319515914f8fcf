import assert from "node:assert/strict";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { App } from "$lib/server/app.ts";
import { once } from "$lib/server/http/replay.ts";
import { writeSignOfLife } from "$lib/server/kv/instances.ts";
import { alteredStore } from "../../support/altered-store.ts";
import { granted, refusal } from "../../support/granted.ts";
import { testApp } from "../../support/test-app.ts";

const request = { operation: "things.create", caller: "ada", key: "k".repeat(16), payload: [1] };

/** Counts what was really done. */
async function addThing({ kv }: App): Promise<number> {
  const entry = await kv.get<number>(["things"]);
  const count = (entry.value ?? 0) + 1;
  const { ok } = await kv.atomic().check(entry).set(["things"], count).commit();
  return ok ? count : await addThing({ kv } as App);
}

const create = async (app: App) =>
  accepted({ status: 201, body: { count: await addThing(app), secret: "shown once" } });

Deno.test("replay: the same key is carried out once, and the secret is not shown again", async () => {
  const app = await testApp();
  const first = await once(app, request, ["secret"], create);
  const second = await once(app, request, ["secret"], create);
  assert.deepEqual(
    first,
    accepted({
      status: 201,
      body: { count: 1, secret: "shown once" },
      replayed: false,
    }),
  );
  assert.deepEqual(
    second,
    accepted({
      status: 201,
      body: { count: 1, secret: null },
      replayed: true,
    }),
  );
});

Deno.test("replay: sixteen at once with one key make one change", async () => {
  const app = await testApp();
  const all = await Promise.all(Array.from({ length: 16 }, () => once(app, request, [], create)));
  assert.equal((await app.kv.get(["things"])).value, 1);
  for (const each of all) assert(each.ok || each.refusal.code === "in-progress");
  assert.equal(all.filter((each) => each.ok && !each.value.replayed).length, 1);
});

Deno.test("replay: two at once make one record, though nothing of the change itself is checked", async () => {
  const app = await testApp();
  const add = async (keyed: App) => {
    const id = crypto.randomUUID();
    await keyed.kv.atomic().set(["record", id], true).commit();
    return accepted({ status: 201, body: { id } });
  };
  await Promise.all(Array.from({ length: 8 }, () => once(app, request, [], add)));
  const records = await Array.fromAsync(app.kv.list({ prefix: ["record"] }));
  assert.equal(records.length, 1);
});

Deno.test("replay: another payload is refused; another caller, operation or day is another key", async () => {
  const app = await testApp();
  await once(app, request, [], create);
  const other = await refusal(once(app, { ...request, payload: [2] }, [], create));
  assert.equal(other.code, "key-reused");
  await once(app, { ...request, caller: "bob" }, [], create);
  await once(app, { ...request, operation: "things.remove" }, [], create);
  app.at(app.now() + DAY + 1);
  await once(app, request, [], create);
  assert.equal((await app.kv.get(["things"])).value, 4);
});

Deno.test("replay: a refusal is decided anew, even if something was committed before it", async () => {
  const app = await testApp();
  let isFree = false;
  const act = async (keyed: App) => {
    if (isFree) return await create(keyed);
    await addThing(keyed);
    return refused("taken");
  };
  assert(!(await once(app, request, [], act)).ok);
  isFree = true;
  const again = await granted(once(app, request, [], act));
  assert(!again.replayed);
});

Deno.test("replay: a change whose answer was lost in a crash is not carried out again", async () => {
  const app = await testApp();
  const crash = async (keyed: App) => {
    await addThing(keyed);
    throw new Error("killed");
  };
  await assert.rejects(once(app, request, [], crash), /killed/);
  assert.equal(refusal(await once(app, request, [], create)).code, "answer-lost");
  assert.equal((await app.kv.get(["things"])).value, 1);
});

/** A first request that commits and is answered only when told. */
async function begin(app: App, asked = request) {
  const committed = Promise.withResolvers<void>(), end = Promise.withResolvers<void>();
  const first = once(app, asked, [], async (keyed) => {
    await addThing(keyed);
    committed.resolve();
    await end.promise;
    return accepted({ status: 201, body: { by: app.instance } });
  });
  await committed.promise;
  return async () => {
    end.resolve();
    await first;
  };
}

Deno.test("replay: of a program that was killed the loss is told at once, not after a minute", async () => {
  const app = await testApp();
  const end = await begin({ ...app, instance: "killed" });
  assert.equal(refusal(await once(app, request, [], create)).code, "answer-lost");
  assert.equal((await app.kv.get(["things"])).value, 1);
  await end();
});

Deno.test("replay: another program that is alive, and this one, are waited for", async () => {
  const app = await testApp();
  await writeSignOfLife(app.kv, "another", app.now());
  for (const instance of ["another", app.instance]) {
    const asked = { ...request, key: instance.padEnd(16, "k") };
    const end = await begin({ ...app, instance }, asked);
    assert.equal(refusal(await once(app, asked, [], create)).code, "in-progress", instance);
    const again = once(app, asked, [], create);
    await end();
    assert.deepEqual(
      await again,
      accepted({ status: 201, body: { by: instance }, replayed: true }),
    );
  }
});

Deno.test("replay: the stored answer cannot be read without the key", async () => {
  const app = await testApp();
  await once(
    app,
    request,
    [],
    () => Promise.resolve(accepted({ status: 200, body: { guest: "Grace" } })),
  );
  for await (const { value } of app.kv.list({ prefix: [] })) {
    assert(!JSON.stringify(value).includes("Grace"));
  }
});

Deno.test("replay: a change with ten checks gets no eleventh", async () => {
  const app = await testApp();
  const checks: number[] = [];
  const { kv } = app;
  const counted = alteredStore(kv, {
    atomic() {
      const op = kv.atomic(), check = op.check.bind(op);
      let count = 0;
      op.check = (...each) => {
        checks.push(count += each.length);
        return check(...each);
      };
      return op;
    },
  });
  const change = async (keyed: App) => {
    const op = keyed.kv.atomic();
    for (let i = 0; i < 10; i++) op.check({ key: ["free", i], versionstamp: null });
    assert((await op.set(["done"], true).commit()).ok);
    return accepted({ status: 200, body: {} });
  };
  assert((await once({ ...app, kv: counted }, request, [], change)).ok);
  assert.equal(Math.max(...checks), 10);
  const again = await granted(once(app, request, [], change));
  assert(again.replayed);
});
