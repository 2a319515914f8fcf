import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";

interface Manifest {
  start_url: string;
  icons: { src: string; sizes: string }[];
}

Deno.test("manifest: its icons and the touch icon are there in the sizes that it names", async () => {
  const read = (path: string) => Deno.readFile(`${root}/static${path}`);
  const text = new TextDecoder().decode(await read("/manifest.webmanifest"));
  const { icons, start_url } = JSON.parse(text) as Manifest;
  assert.equal(start_url, "/dashboard");
  for (const { src, sizes } of [...icons, { src: "/apple-touch-icon.png", sizes: "180x180" }]) {
    const png = await read(src);
    assert.deepEqual([...png.slice(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)), src);
    const header = new DataView(png.buffer);
    assert.equal(`${header.getUint32(16)}x${header.getUint32(20)}`, sizes, src);
    assert(png.length < 20_000, `${src} is small`);
  }
});
