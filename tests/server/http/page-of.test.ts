import assert from "node:assert/strict";
import { pageOfNewest } from "$lib/server/http/page-of.ts";
import { granted, refusal } from "../../support/granted.ts";

const all = [
  { at: 5, id: "a" },
  { at: 9, id: "b-c" },
  { at: 5, id: "d" },
  { at: 7, id: "e" },
];

/** The ids of all pages of one item; each is removed from the list once it was read, if asked for. */
function readAll(isRemoved: boolean): string[] {
  const read: string[] = [];
  let cursor: string | undefined, left = all;
  do {
    const page = granted(pageOfNewest(left, (item) => item, { cursor, limit: 1 }));
    const [item] = page.items;
    read.push(item!.id);
    if (isRemoved) left = left.filter((each) => each !== item);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && read.length < 9);
  return read;
}

Deno.test("pageOfNewest: every item once, newest first, whatever is removed meanwhile", () => {
  assert.deepEqual(readAll(false), ["b-c", "e", "a", "d"]);
  assert.deepEqual(readAll(true), ["b-c", "e", "a", "d"]);
});

Deno.test("pageOfNewest: the last page has no cursor; one that is not ours is refused", () => {
  const whole = granted(pageOfNewest(all, (item) => item, { limit: 4 }));
  assert.equal(whole.next, null);
  const broken = refusal(pageOfNewest(all, (item) => item, { cursor: "next", limit: 4 }));
  assert.deepEqual(broken.fields, { cursor: "cursor-invalid" });
});
