import assert from "node:assert/strict";
import * as fc from "fast-check";
import { accentShades, accentStyles, contrast } from "$lib/scheduling/accent-colour.ts";

const colours = fc.integer({ min: 0, max: 0xffffff }).map((n) =>
  `#${n.toString(16).padStart(6, "0")}`
);

Deno.test("accentShades: text in the accent and on it can be read, whatever the colour", () => {
  fc.assert(
    fc.property(colours, fc.constantFrom("light" as const, "dark" as const), (accent, theme) => {
      const { primary, strong, soft } = accentShades(accent, theme);
      const page = theme === "light"
        ? ["#f7f5ef", "#fffefb", "#efece3"]
        : ["#111411", "#191d1a", "#222723"];
      for (const surface of [...page, soft]) {
        assert.ok(contrast(primary, surface) >= 4.5, `${primary} on ${surface}`);
        assert.ok(contrast(strong, surface) >= 4.5, `${strong} on ${surface}`);
      }
    }),
  );
});

Deno.test("accentShades: a colour that can be read stays as it is", () => {
  assert.equal(accentShades("#1d6049", "light").primary, "#1d6049");
  assert.notEqual(accentShades("#1d6049", "dark").primary, "#1d6049");
});

Deno.test("accentStyles: fills keep the accent, with text that can be read on them, and all are colours", () => {
  const rules =
    /^:root\{(?:--[a-z-]+:(?:#[0-9a-f]{6}|light-dark\(#[0-9a-f]{6},#[0-9a-f]{6}\));?){6}\}$/;
  const fills = /--color-fill:(#.{6});--color-fill-strong:(#.{6});--color-on-primary:(#.{6})/;
  fc.assert(fc.property(colours, (accent) => {
    assert.match(accentStyles(accent), rules);
    const [, fill = "", hovered = "", text = ""] = fills.exec(accentStyles(accent))!;
    assert.equal(fill, accent);
    for (const colour of [fill, hovered]) assert.ok(contrast(text, colour) >= 4.5, accent);
  }));
});
