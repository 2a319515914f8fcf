import assert from "node:assert/strict";
import { getHost, getHostByUsername } from "$lib/server/store/hosts.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import {
  saveWelcome,
  type WelcomeInput,
} from "../../../src/routes/dashboard/welcome/save-welcome.ts";
import { granted, refusal } from "../../support/granted.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addHost, configuredApp, town } from "../../support/town.ts";

async function newcomer(app: TestApp) {
  const host = await addHost(app, {
    name: "",
    email: null,
    emailVerified: false,
    zone: "UTC",
    preferredUsername: "",
  });
  const [schedule] = await listSchedules(app.kv, host.id);
  const [type] = await listEventTypes(app.kv, host.id);
  assert(schedule && type);
  const location = { kind: "phone", value: "+49 30 1234" } as const;
  const input: WelcomeInput = {
    name: "Nils Neu",
    username: "nils",
    zone: "Asia/Kathmandu",
    language: "en",
    hourCycle: 12,
    email: "nils@example.org",
    hours: { scheduleId: schedule.id, rules: [{ weekday: 6, from: 600, to: 1440 }] },
    type: { id: type.id, title: "Walk", durations: [45], decision: "instant", location },
  };
  return { host, input };
}

Deno.test("welcome takes down name, address, zone, hours and type, and the host is welcomed", async () => {
  const app = await configuredApp();
  const { host, input } = await newcomer(app);
  await granted(saveWelcome(app, host.id, input));
  const stored = await getHostByUsername(app.kv, "nils");
  assert.deepEqual(
    [stored?.name, stored?.zone, stored?.hourCycle, stored?.email, stored?.onboarded],
    ["Nils Neu", "Asia/Kathmandu", 12, "nils@example.org", true],
  );
  const [schedule] = await listSchedules(app.kv, host.id);
  assert.deepEqual(schedule?.rules, [{ weekday: 6, from: 600, to: 1440 }]);
  const [type] = await listEventTypes(app.kv, host.id);
  assert.deepEqual([type?.title, type?.durations, type?.decision], ["Walk", [45], "instant"]);
  assert.deepEqual(type?.location, input.type?.location);
  assert.equal(type?.slug, "walk");
});

Deno.test("welcome leaves the page open over a taken address, and can be sent again", async () => {
  const { app } = await town();
  const { host, input } = await newcomer(app);
  const refused = await refusal(saveWelcome(app, host.id, { ...input, username: "ada" }));
  assert.deepEqual(Object.keys(refused.fields ?? {}), ["username"]);
  assert.equal((await getHost(app.kv, host.id))?.onboarded, false);
  assert((await saveWelcome(app, host.id, input)).ok);
  assert((await saveWelcome(app, host.id, input)).ok);
});
