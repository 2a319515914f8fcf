import assert from "node:assert/strict";
import { qrCode } from "../../../src/lib/server/pictures/qr-code.ts";
import { readQrCode } from "../../support/read-qr-code.ts";

/** Pixels of a module. */
const SCALE = 4;

function drawn(
  svg: string,
): { pixels: Uint8ClampedArray; width: number; dark: [number, number][] } {
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)![1]), width = size * SCALE;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  const dark = [...svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)]
    .map(([, x, y]): [number, number] => [Number(x), Number(y)]);
  for (const [x, y] of dark) {
    for (let i = 0; i < SCALE * SCALE; i++) {
      const at = (y * SCALE + Math.floor(i / SCALE)) * width + x * SCALE + i % SCALE;
      pixels.fill(0, at * 4, at * 4 + 3);
    }
  }
  return { pixels, width, dark };
}

for (
  const link of [
    "https://invito.example/ada",
    "https://invito.example/ada/intro-call",
    `https://${"long-name.".repeat(12)}example/team/${"b".repeat(60)}/${"c".repeat(100)}`,
  ]
) {
  Deno.test(`qrCode: a reader of others reads a link of ${link.length} characters`, () => {
    const { pixels, width, dark } = drawn(qrCode(link));
    assert.equal(readQrCode(pixels, width, width), link);
    const places = dark.flat();
    assert.equal(Math.min(...places), 4, "four modules stay free around it");
    assert.equal(Math.max(...places), width / SCALE - 5);
  });
}

Deno.test("qrCode: dark on white, whatever the theme, and nothing that runs", () => {
  const svg = qrCode("https://invito.example/ada");
  assert.match(svg, /<rect width="100%" height="100%" fill="#fff"\/>/);
  assert.match(svg, /fill="#000"\/><\/svg>\n$/);
  assert.doesNotMatch(svg, /script|style|href/);
});
