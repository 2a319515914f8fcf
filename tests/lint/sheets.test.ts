/** Guests load the styles of their own pages: what is in dashboard.css alone is used by no page outside the dashboard. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const hosts = /^src\/routes\/dashboard\//;

Deno.test("styles: pages outside the dashboard use no class that only hosts load", () => {
  const everywhere = classesOf(sheets("src/styles/all.css"));
  const hostsOnly = classesOf(sheets("src/dashboard.css"));
  for (const name of everywhere) hostsOnly.delete(name);
  assert(hostsOnly.has("dash") && hostsOnly.has("rows"), [...hostsOnly].join(" "));
  const pages = filesIn("src/routes").filter((path) =>
    !hosts.test(path) || path.includes("+page@")
  );
  const shown = withImports(pages);
  assert(shown.has("src/lib/components/Picker.svelte"));
  const missing = [...shown].flatMap((path) =>
    usedIn(path).filter((name) => hostsOnly.has(name)).map((name) => `${path}: ${name}`)
  );
  assert.deepEqual(missing, []);
  // The utilities of what guests see are made from these places alone.
  const unread = [...shown].filter((path) =>
    /^src\/(routes|lib\/components)\/dashboard\//.test(path) && /\bclass=/.test(read(path))
  );
  assert.deepEqual(unread, []);
});

Deno.test("styles: no rule stands in a sheet that nobody loads", () => {
  const loaded = [
    ...sheets("src/app.css"),
    ...sheets("src/dashboard.css"),
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
