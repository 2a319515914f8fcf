import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { csvLine } from "$lib/server/http/csv.ts";
import { searchBookings } from "$lib/server/store/search.ts";
import { ask, mondayTen, town } from "../../support/town.ts";

async function asked() {
  const { app, host } = await town();
  const people = [
    { name: "Zoë Größe", email: "zoe@example.org", note: "About the mill" },
    { name: "Konrad Zuse", email: "kz@example.com", note: "Zoology, and the mill" },
    { name: "Grace Hopper", email: "grace@example.com", note: "" },
  ];
  for (const [i, person] of people.entries()) {
    const guest = { ...person };
    await ask(app, { start: mondayTen + i * HOUR, guest });
  }
  const find = async (text: string, more: { status?: "PENDING" | "CONFIRMED" } = {}) => {
    const search = { text, status: more.status ?? null, typeId: null };
    const found = await searchBookings(app.kv, host.id, search, 10);
    return found.bookings.map(({ guest }) => guest.name.split(" ")[0]);
  };
  return { app, host, find };
}

Deno.test("searchBookings finds whole words and their beginnings in name, address and note, without accents", async () => {
  const { app, host, find } = await asked();
  assert.deepEqual(await find("zoe"), ["Zoë"]);
  assert.deepEqual(await find("ZO"), ["Konrad", "Zoë"]);
  assert.deepEqual(await find("grosse"), []);
  assert.deepEqual(await find("größe"), ["Zoë"]);
  assert.deepEqual(await find("mill"), ["Konrad", "Zoë"]);
  assert.deepEqual(await find("mill konr"), ["Konrad"]);
  assert.deepEqual(await find("grace@example.com"), ["Grace"]);
  assert.deepEqual(await find("race"), []);
  assert.deepEqual(await find("  "), []);
  assert.deepEqual(await find("mill", { status: "CONFIRMED" }), []);
  const other = { text: "mill", status: null, typeId: "another" };
  assert.equal((await searchBookings(app.kv, host.id, other, 10)).bookings.length, 0);
  const nobody = { text: "mill", status: null, typeId: null };
  assert.equal((await searchBookings(app.kv, "somebody-else", nobody, 10)).bookings.length, 0);
});

Deno.test("searchBookings still finds rescheduled and ended bookings", async () => {
  const { app, host, find } = await asked();
  const all = await searchBookings(
    app.kv,
    host.id,
    { text: "grace", status: null, typeId: null },
    1,
  );
  const [booking] = all.bookings;
  const by = { actor: "guest" } as const;
  const start = mondayTen + 5 * HOUR;
  assert(
    (await bookings.reschedule(app, booking!.id, { by, start, revision: null, key: null })).ok,
  );
  assert.deepEqual(await find("grace"), ["Grace"]);
  assert((await bookings.cancel(app, booking!.id, { by, reason: "", revision: null })).ok);
  assert.deepEqual(await find("hopp"), ["Grace"]);
});

Deno.test("csvLine: cells that a spreadsheet would calculate get an apostrophe; quotes and lines stay whole", () => {
  for (const formula of ["=1+1", "+1", "-1", "@sum", "\t=1", " =1", "＝1+1", "＠sum"]) {
    assert.match(csvLine([formula]), /^"?'/, formula);
  }
  assert.equal(csvLine(["a", 'b "c", d', "e\r\nf"]), 'a,"b ""c"", d","e\r\nf"\r\n');
});
