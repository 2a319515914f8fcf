import assert from "node:assert/strict";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { TeamTermsInput } from "$lib/scheduling/team-terms.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { setReminders } from "$lib/server/event-types/reminders.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { granted } from "../../support/granted.ts";
import { fullText, largestQuestions, longestRedirect } from "../../support/largest-values.ts";
import { addTeam } from "../../support/team-town.ts";
import { town } from "../../support/town.ts";

Deno.test("a team event type with a hundred members and every field at its limit is stored and ordered", async () => {
  const { app, host } = await town();
  using _ = app;
  const hosts = [host, ...Array.from({ length: 99 }, () => ({ ...host, id: newId() }))];
  const team = await addTeam(app, hosts);
  const fields = granted(parse(EventTypeInput, {
    title: fullText(80),
    slug: "s".repeat(64),
    durations: [30],
    description: fullText(2000),
    location: { kind: "custom", value: fullText(300) },
    confirmedMessage: fullText(1000),
    rejectedMessage: fullText(1000),
    frameAncestors: Array.from({ length: 20 }, (_, i) => `https://${"a".repeat(200)}${i}.example`),
    questions: largestQuestions.choice,
    redirect: longestRedirect,
  }));
  const terms = granted(parse(TeamTermsInput, {
    mode: "round-robin",
    members: hosts.map(({ id }) => ({ hostId: id, weight: 10, priority: 5 })),
  }));
  const manager = { teamId: team.id, hostId: host.id };
  const input = { fields: fields, terms: terms };
  const made = await granted(teamTypes.create(app, manager, input, null));
  const reminders = Array.from({ length: 20 }, (_, i) => ({
    ...{ id: null, side: "before" as const, to: "both" as const },
    minutes: 10_080 - i,
  }));
  await granted(setReminders(app, manager, made.id, 1, { alarm: 10, reminders }));
  const copy = await granted(eventTypes.duplicate(app, manager, made.id));
  assert((await eventTypes.reorder(app, manager, copy.id, -1)).ok);
  const [first] = await listEventTypes(app.kv, team.id);
  assert.deepEqual([first?.id, first?.team?.members.length], [copy.id, 100]);
});
