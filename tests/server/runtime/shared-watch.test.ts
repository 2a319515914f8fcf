import assert from "node:assert/strict";
import { openSharedWatch } from "$lib/server/runtime/shared-watch.ts";

/** A source that a test feeds by hand. */
function handFed() {
  const begun: { name: string; signal: AbortSignal; tell(news: number): void; fail(): void }[] = [];
  const watching = openSharedWatch<number>(
    (name, signal, onNews) =>
      new Promise((_, reject) => {
        begun.push({ name, signal, tell: onNews, fail: () => reject(new Error("lost")) });
      }),
    3,
    2,
  );
  return { begun, watching };
}

function reader() {
  const heard: unknown[] = [];
  const ending = new AbortController();
  return {
    heard,
    end: () => ending.abort(),
    signal: ending.signal,
    news: (news: number) => heard.push(news),
    lost: () => heard.push("lost"),
  };
}

Deno.test("openSharedWatch shares one source and gives a late reader the last value", () => {
  const { begun, watching } = handFed();
  const [early, late] = [reader(), reader()];
  assert.ok(watching.subscribe("a", "x", early.signal, early));
  begun[0]!.tell(1);
  assert.ok(watching.subscribe("a", "y", late.signal, late));
  begun[0]!.tell(2);
  assert.equal(begun.length, 1);
  assert.deepEqual([early.heard, late.heard], [[1, 2], [1, 2]]);
});

Deno.test("openSharedWatch ends a source with its last reader and starts anew for the next", () => {
  const { begun, watching } = handFed();
  const [one, two, three] = [reader(), reader(), reader()];
  watching.subscribe("a", "x", one.signal, one);
  watching.subscribe("a", "y", two.signal, two);
  one.end();
  assert.equal(begun[0]!.signal.aborted, false);
  two.end();
  assert.equal(begun[0]!.signal.aborted, true);
  assert.equal(watching.subscriberCount(), 0);
  watching.subscribe("a", "x", three.signal, three);
  assert.equal(begun.length, 2);
});

Deno.test("openSharedWatch refuses a client and a program that have too many open, and frees what ends", () => {
  const { watching } = handFed();
  const [one, two, three, four] = [reader(), reader(), reader(), reader()];
  assert.ok(watching.subscribe("a", "x", one.signal, one));
  assert.ok(watching.subscribe("b", "x", two.signal, two));
  assert.equal(watching.subscribe("c", "x", three.signal, three), false);
  assert.ok(watching.subscribe("c", "y", three.signal, three));
  assert.equal(watching.subscribe("d", "z", four.signal, four), false);
  one.end();
  assert.ok(watching.subscribe("d", "z", four.signal, four));
});

Deno.test("openSharedWatch tells every reader when its source is lost", async () => {
  const { begun, watching } = handFed();
  const [one, two] = [reader(), reader()];
  watching.subscribe("a", "x", one.signal, one);
  watching.subscribe("a", "y", two.signal, two);
  begun[0]!.fail();
  await Promise.resolve().then(() => {}).then(() => {});
  assert.deepEqual([one.heard, two.heard], [["lost"], ["lost"]]);
});
