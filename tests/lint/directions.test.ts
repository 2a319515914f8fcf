/** Pages are mirrored for languages that are read from right to left: styles name start and end, never left and right. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

const physical = [
  /^(margin|padding|border|inset|scroll-(margin|padding))-(left|right)(-|$)/,
  /^(left|right)$/,
  /^border-(top|bottom)-(left|right)-radius$/,
];
const sides =
  /^(text-align|float|clear|justify-(content|items|self)|background-position|caption-side)$/;

/** What is mirrored by a rule of its own beside it, or places what is drawn by the pixel. */
const apart: Record<string, readonly string[]> = {
  "src/styles/fields.css": ["background-position"],
};

Deno.test("styles: sides are named start and end", () => {
  const found = stylesheets().flatMap(({ path, text }) =>
    declarationsOf(text).filter(([property, value]) =>
      !apart[path]?.includes(property) &&
      (physical.some((each) => each.test(property)) ||
        (sides.test(property) && /\b(left|right)\b/.test(value)) ||
        hasUnlikeSides(property, value))
    ).map(([property, value]) => `${path}: ${property}: ${value}`)
  );
  assert.deepEqual(found, []);
});

Deno.test("styles: no page uses a utility of Tailwind for a side", () => {
  const utility =
    /^-?((m|p|border|rounded|scroll-m|scroll-p)-?[lr]-|(left|right)-|text-(left|right)$|float-(left|right)$)/;
  const found = sources(/\.svelte$/).flatMap(({ path, text }) =>
    [...text.matchAll(/\bclass="([^"]*)"/g)].flatMap(([, names = ""]) =>
      names.split(/\s+/).filter((name) => utility.test(name)).map((name) => `${path}: ${name}`)
    )
  );
  assert.deepEqual(found, []);
});

/** A shorthand of four values whose second and last are not the same names left and right. */
function hasUnlikeSides(property: string, value: string): boolean {
  if (!/^(margin|padding|inset|border-(width|style|color))$/.test(property)) return false;
  const parts = value.replace(/\([^()]*(\([^()]*\)[^()]*)*\)/g, "()").split(/\s+/);
  return parts.length === 4 && parts[1] !== parts[3];
}

function declarationsOf(text: string): [string, string][] {
  return [...text.replace(/\/\*.*?\*\//gs, "").matchAll(/([a-z-]+)\s*:\s*([^;{}]+);/g)]
    .map(([, property = "", value = ""]) => [property, value.trim()]);
}

function stylesheets(): { path: string; text: string }[] {
  return sources(/\.(css|svelte)$/).map(({ path, text }) => ({
    path,
    text: path.endsWith(".css")
      ? text
      : [...text.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(([, inner]) => inner).join("\n"),
  }));
}

function sources(name: RegExp): { path: string; text: string }[] {
  return filesUnder("src").filter((path) => name.test(path))
    .map((path) => ({ path, text: Deno.readTextFileSync(`${root}${path}`) }));
}

function filesUnder(folder: string): string[] {
  return [...Deno.readDirSync(`${root}${folder}`)].flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory ? filesUnder(path) : [path];
  });
}
