import assert from "node:assert/strict";
import fc from "fast-check";
import { accentShades, contrastOf } from "$lib/scheduling/accent.ts";
import { root } from "../../src/tasks/build-site.ts";

const colour = fc.integer({ min: 0, max: 0xffffff })
  .map((n) => `#${n.toString(16).padStart(6, "0")}`);

Deno.test("accentShades: any colour is legible in both themes, as text and behind it", () => {
  fc.assert(fc.property(colour, (accent) => {
    const { light, dark } = accentShades(accent);
    const themes = [
      { shades: light, behind: ["#f7f5ef", "#fffefb", "#efece3"] },
      { shades: dark, behind: ["#111411", "#191d1a", "#222723"] },
    ];
    for (const { shades, behind } of themes) {
      for (const other of [...behind, shades.soft, shades.on]) {
        assert(contrastOf(shades.primary, other) >= 4.5, `${accent}: ${shades.primary} ${other}`);
        assert(contrastOf(shades.strong, other) >= 4.5, `${accent}: ${shades.strong} ${other}`);
      }
    }
  }));
});

Deno.test("accentShades: a colour that can be read stays as it is", () => {
  assert.equal(accentShades("#1d6049").light.primary, "#1d6049");
  assert.equal(accentShades("#7ecfad").dark.primary, "#7ecfad");
});

Deno.test("accentShades: the backgrounds are those of the tokens", async () => {
  const tokens = await Deno.readTextFile(`${root}/src/styles/tokens.css`);
  for (const pair of ["#f7f5ef, #111411", "#fffefb, #191d1a", "#efece3, #222723"]) {
    assert(tokens.includes(`light-dark(${pair})`), pair);
  }
});
