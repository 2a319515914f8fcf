import assert from "node:assert/strict";
import { lookPath, lookStyles, parseWidgetLook } from "$lib/scheduling/widget-look.ts";

const look = (query: string) => parseWidgetLook(new URLSearchParams(query));

Deno.test("parseWidgetLook: an invalid parameter counts as missing", () => {
  assert.deepEqual(look(""), {
    accent: null,
    radius: null,
    isTransparent: false,
    hidesDetails: false,
  });
  assert.deepEqual(look("accent=%23AB12cd&radius=12&theme=dark&transparent=&hide-details="), {
    accent: "#ab12cd",
    radius: 12,
    isTransparent: true,
    hidesDetails: true,
  });
  for (const accent of ["red", "}body{", "#12345", "#1234567", "url(x)"]) {
    assert.equal(look(`accent=${encodeURIComponent(accent)}`).accent, null, accent);
  }
  for (const radius of ["-1", "1e2", "4em", "1;}", "100"]) {
    assert.equal(look(`radius=${encodeURIComponent(radius)}`).radius, null, radius);
  }
  assert.equal(look("radius=99").radius, 32);
  assert.equal(look("hide-details=false").hidesDetails, false);
});

Deno.test("parseWidgetLook: only a widget with a theme is transparent, so that its text can be read", () => {
  assert.equal(look("transparent=1").isTransparent, false);
  assert.equal(look("transparent=1&theme=system").isTransparent, false);
  assert.equal(look("transparent=1&theme=light").isTransparent, true);
});

Deno.test("lookPath names a look, and its stylesheet is the same", () => {
  assert.equal(lookPath(look("theme=dark")), null);
  const asked = look("accent=ff0000&radius=4&theme=dark&transparent=1&hide-details=1");
  const path = lookPath(asked)!;
  assert.equal(path, "/look.css?accent=ff0000&radius=4&transparent=1&theme=light&hide-details=1");
  assert.equal(lookStyles(look(path.split("?")[1]!)), lookStyles(asked));
});
