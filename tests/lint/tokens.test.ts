/** One scale of sizes, spaces and widths: styles name the tokens of `src/styles/tokens.css`, and no lengths of their own. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The tokens themselves, and rules that a program has written. */
const apart = ["src/styles/tokens.css", "src/lib/components/ruler-places.css"];

/** What may stand for each kind of property; a shorthand is several of these. */
const allowed: Record<string, RegExp> = {
  "font-size": /^(var\(--text-[a-z]+\)|0\.9em|inherit|calc\(var\(--size, 2\.5rem\) \* 0\.42\))$/,
  "font-family": /^(var\(--font-mono\)|inherit)$/,
  "font-weight": /^(400|600|inherit)$/,
  "letter-spacing": /^(var\(--tracking-tight\)|inherit)$/,
  space: /^(-?0|auto|1px|-1px|var\(--spacing-(0_5|1|2|3|4|6|8|12|18)\))$/,
  radius: /^(0|inherit|var\(--radius-(small|medium|large|round)\))$/,
};

Deno.test("styles: sizes, weights, spaces and corners are tokens", () => {
  const foreign = [...declarations()].filter(({ property, value }) => {
    const kind = kindOf(property);
    if (!kind) return false;
    const parts = kind === "space" || kind === "radius" ? partsOf(value) : [value];
    return !parts.every((part) => allowed[kind]!.test(part));
  });
  assert.deepEqual(foreign, []);
});

Deno.test("styles: text is set in the machine's sans-serif, in one place", () => {
  const tokens = Deno.readTextFileSync(`${root}${apart[0]}`);
  assert.deepEqual(tokens.match(/--font-(sans|serif|mono)(?=:)/g), ["--font-sans", "--font-mono"]);
  const fonts = [...declarations()].filter(({ property, value }) =>
    property === "font" && value !== "inherit"
  );
  assert.deepEqual(fonts.map(({ value }) => value), ["var(--text-normal) / 1.55 var(--font-sans)"]);
  for (const { path, text } of stylesheets()) assert(!text.includes("@font-face"), path);
});

Deno.test("styles: utilities of space, text and corners are of the tokens, and name logical sides", () => {
  const space = /^-?(?:p|m|gap|space)(?:[xytbse]|-[xy])?-(.+)$/;
  const step = /^(?:0|px|auto|0\.5|1|2|3|4|6|8|12|18|reverse)$/;
  const foreign =
    /^(?:text|rounded|font|tracking)(?:-[a-z]+)?-\[(?!length:inherit|inherit)|^-?(?:p|m)[lr]-|^-?(?:left|right)-|^(?:border|rounded)-[lr]\b|^text-(?:left|right)$/;
  const used = utilities().filter(({ name }) => {
    const value = space.exec(name)?.[1];
    return foreign.test(name) || (value !== undefined && !step.test(value));
  });
  assert.deepEqual(used, []);
});

Deno.test("styles: what is written by hand beside the tokens is at most 1,400 lines", () => {
  const lines = stylesheets().map(({ text }) => text.trim().split("\n").length);
  const sum = lines.filter((each) => each > 1).reduce((all, each) => all + each, 0);
  assert(sum <= 1_400, `${sum} lines`);
});

Deno.test("styles: every page of the dashboard has the one width", () => {
  const widths = sources(/^src\/routes\/dashboard\/.*\.svelte$/).flatMap(({ text }) =>
    [...text.matchAll(/class="(page(?: [^"]*)?)"/g)].map(([, names = ""]) => names)
  );
  assert(widths.length > 30, `${widths.length} pages were found`);
  assert.deepEqual(widths.filter((names) => /\bpage-(narrow|medium)\b/.test(names)), []);
  assert.deepEqual(widths.filter((names) => /\bpage-whole\b/.test(names)).length, 1);
  const own = [...declarations()].filter(({ path, selector, property }) =>
    path.endsWith(".svelte") && /^\.page\b/.test(selector) && property === "max-inline-size"
  );
  assert.deepEqual(own, []);
});

interface Declaration {
  path: string;
  selector: string;
  property: string;
  value: string;
}

function* declarations(): Generator<Declaration> {
  for (const { path, text } of stylesheets()) {
    const bare = text.replace(/\/\*.*?\*\//gs, "");
    for (const [, selector = "", body = ""] of bare.matchAll(/([^{};]+)\{([^{}]*)\}/g)) {
      for (const line of body.split(";")) {
        const [property = "", ...rest] = line.trim().split(":");
        if (rest.length === 0) continue;
        const value = rest.join(":").replace("!important", "").replace(/\s+/g, " ").trim();
        yield { path, selector: selector.trim(), property, value };
      }
    }
  }
}

function kindOf(property: string): keyof typeof allowed | null {
  if (/^(row-|column-)?gap$|^(padding|margin)(-|$)/.test(property)) return "space";
  if (/^border(-[a-z]+)*-radius$/.test(property)) return "radius";
  return Object.hasOwn(allowed, property) ? property : null;
}

/** The values of a shorthand; what is added up, or kept from a phone's notch, is what it is made of. */
function partsOf(value: string): string[] {
  return value.replace(/env\([a-z-]+\)/g, "0").replace(
    /\b(calc|max|min)\(((?:[^()]|\([^()]*\))*)\)/g,
    "$2",
  )
    .replace(/-1 \*|[,+]| - /g, " ").split(" ").filter((part) => part !== "");
}

/** Every class that a component or page names, without its variants. */
function utilities(): { path: string; name: string }[] {
  return sources(/\.svelte$/).flatMap(({ path, text }) =>
    [...text.matchAll(/\bclass=(?:"([^"]*)"|\{\[([^\]]*)\]\})/g)].flatMap(([, names, listed]) =>
      (names ?? listed ?? "").split(/[\s"]+/).map((name) => ({
        path,
        name: name.replace(/^(?:[^[\]:]|\[[^\]]*\])+:/g, "").split(":").at(-1)!,
      }))
    )
  );
}

/** The styles of every component and page, and the shared ones. */
function stylesheets(): { path: string; text: string }[] {
  return sources(/\.(css|svelte)$/).filter(({ path }) => !apart.includes(path)).map((
    { path, text },
  ) => ({
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
