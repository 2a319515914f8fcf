import assert from "node:assert/strict";
import { shortForm } from "$lib/server/kv/short-form.ts";

interface Person {
  id: string;
  nick?: string;
  address: { street: string; number: number } | null;
  age: number;
}

const { shorten, expand } = shortForm<Person>({
  id: null,
  nick: null,
  address: { street: null, number: null },
  age: null,
});

Deno.test("shortForm: a record is stored as the values of its fields, and read as it was", () => {
  const ada = { age: 36, id: "ada", address: { number: 12, street: "St James’s Square" } };
  assert.deepEqual(shorten(ada), ["ada", undefined, ["St James’s Square", 12], 36]);
  for (const person of [ada, { ...ada, nick: "A.A.L." }, { ...ada, address: null }]) {
    assert.deepEqual(expand(shorten(person)), person);
  }
  assert(!("nick" in expand(shorten(ada))), "a missing field is missing");
});

Deno.test("shortForm: what a later version has added stays in a changed record", () => {
  const later = [...shorten({ id: "ada", address: null, age: 36 }), undefined, "later"];
  const changed = { ...expand(later), age: 37 };
  assert.deepEqual(shorten(changed), ["ada", undefined, null, 37, undefined, "later"]);
});
