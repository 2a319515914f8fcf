import assert from "node:assert/strict";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import { granted } from "../../support/granted.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addEventType, town } from "../../support/town.ts";

async function titleAt(app: TestApp, username: string, slug: string): Promise<string | null> {
  const found = await findBookableType(app, username, slug);
  return found.ok ? found.value.type.title : null;
}

Deno.test("findBookableType: an old cached address never answers: renamed, given to another, deleted", async () => {
  const { app, host, type: walk } = await town({ type: { slug: "walk", title: "Walk" } });
  assert.equal(await titleAt(app, "ada", "walk"), "Walk");
  assert.equal(await titleAt(app, "ada", "walk"), "Walk");

  const { id, ownerId, createdAt: _createdAt, ...same } = walk;
  const input = { ...same, colour: "blue" as const, slug: "stroll" };
  await granted(eventTypes.edit(app, ownerId, id, walk.revision, input));
  assert.equal(await titleAt(app, "ada", "walk"), null);
  await addEventType(app, host, { slug: "walk", title: "Another walk" });
  assert.equal(await titleAt(app, "ada", "walk"), "Another walk");
  assert.equal(await titleAt(app, "ada", "stroll"), "Walk");

  assert((await profile.rename(app, host.id, "countess")).ok);
  assert.equal(await titleAt(app, "ada", "walk"), null);
  assert.equal(await titleAt(app, "countess", "walk"), "Another walk");
  assert((await eventTypes.remove(app, ownerId, id)).ok);
  assert.equal(await titleAt(app, "countess", "stroll"), null);
});
