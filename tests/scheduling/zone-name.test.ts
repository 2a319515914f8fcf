import assert from "node:assert/strict";
import * as v from "valibot";
import { Zone } from "$lib/scheduling/host.ts";
import { offsetAt } from "$lib/icalendar/zone-transitions.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import { zoneNames } from "$lib/i18n/zone-list.ts";
import { candidates, onlyIntl } from "../support/zone-names.ts";

Deno.test("canonicalZone: accepts of the names that Intl takes exactly those that can be counted and shown", () => {
  let met = 0;
  for (const name of candidates()) {
    const zone = canonicalZone(name);
    if (zone === null) continue;
    met++;
    assert.equal(typeof offsetAt(0, zone), "number", name);
    new Intl.DateTimeFormat("en", { timeZone: zone }).format(0);
  }
  assert.ok(met > 500, `${met} zones`);
});

Deno.test("canonicalZone: refuses names that mean a zone or an offset, and offsets", () => {
  for (
    const name of [
      ...onlyIntl,
      "+05:00",
      "-0800",
      "Mars/Olympus",
      "",
      "Europe/Berlin ",
      "x".repeat(65),
    ]
  ) {
    assert.equal(canonicalZone(name), null, name);
  }
});

Deno.test("canonicalZone: spells a zone as the tz database does, and preserves an alias", () => {
  assert.equal(canonicalZone("europe/berlin"), "Europe/Berlin");
  assert.equal(canonicalZone("est5edt"), "EST5EDT");
  assert.equal(canonicalZone("Asia/Calcutta"), "Asia/Calcutta");
  assert.equal(v.parse(Zone, " EUROPE/PARIS "), "Europe/Paris");
  assert.ok(!v.is(Zone, "PST"));
});

Deno.test("zoneNames: every zone of the list to choose from is one", () => {
  for (const name of zoneNames()) assert.equal(canonicalZone(name), name);
});
