import assert from "node:assert/strict";
import { planLinkPicture } from "$lib/server/views/picker/link-picture.ts";
import { defaultPageSettings } from "$lib/scheduling/page-settings.ts";

Deno.test("planLinkPicture: every change that can be seen has an address of its own", async () => {
  const owner = { name: "Ada Beck", path: "/calendar/ada" };
  const type = { title: "Coffee", slug: "coffee", durations: [30, 60] };
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
  assert.equal(planned[8]!.content.direction, "rtl");
  assert.match(planned.at(-1)!.path, /^\/picture\/calendar\/ada\/en-[\w-]{22}\.png$/);
});
