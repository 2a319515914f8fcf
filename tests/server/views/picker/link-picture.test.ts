import assert from "node:assert/strict";
import { planLinkPicture } from "$lib/server/views/picker/link-picture.ts";
import { defaultPageSettings } from "$lib/scheduling/page-settings.ts";

Deno.test("planLinkPicture: every change that can be seen has an address of its own", async () => {
  const owner = { name: "Ada Beck", path: "/calendar/ada" };
  const clock = { zone: "Europe/Berlin", hourCycle: 24 as const };
  const type = {
    title: "Coffee",
    slug: "coffee",
    durations: [30, 60],
    next: [] as number[],
    clock,
  };
  const next = ["2026-12-03T09:00Z", "2026-12-03T12:30Z"].map(Date.parse);
  const picture = { hash: "a", width: 256, height: 256 };
  const plan = (
    given: Partial<Record<"owner" | "type" | "settings", object>> = {},
    language = "en",
  ) =>
    planLinkPicture(
      { ...owner, ...given.owner },
      { ...type, ...given.type },
      { ...defaultPageSettings, ...given.settings },
      language as "en",
    );
  const planned = [
    await plan(),
    await plan({ owner: { name: "Ada Berg" } }),
    await plan({ type: { title: "Tea" } }),
    await plan({ type: { durations: [30] } }),
    await plan({ type: { next } }),
    await plan({ type: { next: next.slice(1) } }),
    await plan({ type: { next, clock: { ...clock, zone: "America/New_York" } } }),
    await plan({ settings: { accent: "#7a1f5c" } }),
    await plan({ settings: { picture } }),
    await plan({ settings: { picture: { ...picture, hash: "b" } } }),
    await plan({ settings: { logo: picture } }),
    await plan({}, "ar"),
    await planLinkPicture(owner, null, defaultPageSettings, "en"),
  ];
  assert.equal(new Set(planned.map(({ version }) => version)).size, planned.length);
  assert.equal((await plan({ settings: { footer: "Not shown" } })).version, planned[0]!.version);
  assert.equal(planned[0]!.path, `/picture/calendar/ada/coffee/en-${planned[0]!.version}.png`);
  assert.equal(planned[0]!.alt, "Coffee with Ada Beck · 30 min · 1 h");
  assert.equal(planned[11]!.content.direction, "rtl");
  assert.equal(
    planned[4]!.alt,
    "Coffee with Ada Beck · 30 min · 1 h · Thu 3 Dec, 10:00 · 13:30 · Europe/Berlin",
  );
  assert.match(planned.at(-1)!.path, /^\/picture\/calendar\/ada\/en-[\w-]{22}\.png$/);
});
