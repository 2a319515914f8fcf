import assert from "node:assert/strict";
import * as v from "valibot";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { ProfileInput } from "$lib/scheduling/profile.ts";
import { TeamInput } from "$lib/scheduling/team.ts";

const names = {
  "a host's name": ProfileInput.entries.name,
  "a team's name": TeamInput.entries.name,
  "an event type's title": EventTypeInput.entries.title,
};

for (const [what, schema] of Object.entries(names)) {
  Deno.test(`${what} is one line: control characters become spaces, and it is visible`, () => {
    assert.equal(v.parse(schema, " Ada\r\nBcc:\u0000x\u0085 "), "Ada Bcc: x");
    for (const empty of ["\u0000", "\r\n", ""]) assert(!v.is(schema, empty), `${[...empty]}`);
    assert(!v.is(schema, "x".repeat(121)));
  });
}
