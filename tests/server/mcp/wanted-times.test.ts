import assert from "node:assert/strict";
import { nothingWanted, withTime } from "$lib/scheduling/wanted/wanted-day.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { addWanted } from "$lib/server/store/wanted-days.ts";
import { agentOf, textOf } from "../../support/mcp-in-process.ts";
import { town } from "../../support/town.ts";

Deno.test("get_wanted_times: how many, and the change in a sentence; nobody else's event types", async () => {
  const { app, host, type } = await town();
  const agent = await agentOf(app, host);
  assert.match(textOf(await agent.call("get_wanted_times")), /0 times .* No single change/);
  const times = Array.from({ length: 4 }, () => ({
    typeId: type.id,
    slot: { weekday: 4, halfHour: 35 },
    reasons: ["notice" as const],
    changes: ["notice 0"],
  }));
  const { kv } = app;
  await kv.set(keys.eventType(host.id, type.id), { ...type, minimumNotice: 240 });
  await addWanted(kv, host.id, {
    date: "2026-10-20",
    day: times.reduce(withTime, nothingWanted()),
  });
  const found = await agent.call("get_wanted_times", { from: "2026-10-01", to: "2026-10-31" });
  assert.match(textOf(found), /4 times were wanted .* have offered 4 of them: No minimum notice\./);
  assert.equal(found.structuredContent.change.setting, "minimumNotice");
  const other = await town({ on: app, host: { preferredUsername: "eve" } });
  const foreign = await (await agentOf(app, other.host)).call("get_wanted_times", {
    eventTypeId: type.id,
  });
  assert.equal(foreign.structuredContent.code, "not-found");
});
