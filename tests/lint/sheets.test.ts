/** Guests load the styles of their own pages: what is in hosts.css alone is used by none of them. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, matchesGlob, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { guestPages } from "$lib/server/http/keepable-page.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
Deno.test("styles: guests' pages use no class that only hosts load, and their utilities are made", () => {
  const everywhere = classesOf(sheets("src/styles/all.css"));
  const hostsOnly = classesOf(sheets("src/hosts.css"));
  for (const name of everywhere) hostsOnly.delete(name);
  assert(hostsOnly.has("dash") && hostsOnly.has("rows"), [...hostsOnly].join(" "));
  const pages = filesIn("src/routes").filter((path) =>
    guestPages.has(dirname(path).slice("src/routes".length)) && path.endsWith("+page.svelte")
  );
  assert.equal(pages.length, guestPages.size);
  const frames = ["+layout.svelte", "+error.svelte", "widget/+layout.svelte"];
  const shown = withImports([...pages, ...frames.map((name) => `src/routes/${name}`)]);
  assert(shown.has("src/lib/components/Picker.svelte"));
  const missing = [...shown].flatMap((path) =>
    usedIn(path).filter((name) => hostsOnly.has(name)).map((name) => `${path}: ${name}`)
  );
  assert.deepEqual(missing, []);
  const sources = [...read("src/guests.css").matchAll(/@source (not )?"\.\/([^"]+)"/g)].map((
    [, isNot, glob],
  ) => ({ isNot, glob: `src/${glob}` }));
  const unread = [...shown].filter((path) =>
    !sources.some(({ isNot, glob }) => !isNot && matchesGlob(path, glob)) ||
    sources.some(({ isNot, glob }) => isNot && matchesGlob(path, glob))
  );
  assert.deepEqual(unread, []);
});

Deno.test("styles: no rule stands in a sheet that nobody loads", () => {
  const loaded = [
    ...sheets("src/guests.css"),
    ...sheets("src/hosts.css"),
    ...sheets("src/styles/all.css"),
  ];
  const all = readdirSync(`${root}src/styles`).map((name) => `src/styles/${name}`);
  assert.deepEqual([...new Set(loaded)].toSorted(), all.toSorted());
});

/** The files of a style sheet's own imports. */
function sheets(path: string): string[] {
  return [...read(path).matchAll(/@import "(\.\/[^"]+)"/g)].map(([, file]) =>
    join(dirname(path), file!)
  );
}

function classesOf(paths: string[]): Set<string> {
  const text = paths.map(read).join("\n").replaceAll(/\/\*.*?\*\//gs, "");
  return new Set([...text.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name]) => name!));
}

/** These components and all that they show. */
function withImports(paths: string[]): Set<string> {
  const found = new Set<string>(), open = [...paths];
  for (let path = open.pop(); path; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    for (const [, name] of read(path).matchAll(/from "([^"]+\.svelte)"/g)) {
      open.push(
        name!.startsWith("$lib/")
          ? name!.replace("$lib", "src/lib")
          : resolve("/", dirname(path), name!).slice(1),
      );
    }
  }
  return found;
}

/** Classes that a component names and does not style itself. */
function usedIn(path: string): string[] {
  const [markup = "", own = ""] = read(path).split("<style>");
  const named = [...markup.matchAll(/\bclass(?:="([^"]*)"|:([\w-]+))/g)].flatMap(
    ([, names, one]) => (one ?? names ?? "").split(/[^\w-]+/),
  );
  return named.filter((name) => name && !own.includes(`.${name}`));
}

function filesIn(folder: string): string[] {
  return readdirSync(root + folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".svelte")).map((name) => `${folder}/${name}`);
}

function read(path: string): string {
  return readFileSync(root + path, "utf8");
}
