/** The packages that the program is built of, as deno.lock names them. */
import { root } from "../root.ts";

export interface LockedPackage {
  name: string;
  version: string;
  /** Base64 of SHA-512. */
  integrity: string;
  /** The packages that it depends on, as `name@version`. */
  needs: string[];
  /** Named in package.json itself, whatever else needs it too. */
  isDirect: boolean;
  /** A binary for one kind of machine belongs to the package that chooses between them; null for others. */
  variantOf: string | null;
}

interface Entry {
  integrity: string;
  dependencies?: string[];
  optionalDependencies?: string[];
  os?: string[];
  cpu?: string[];
}

/** All of them by `name@version`, sorted, without what only tests need. */
export function lockedPackages(): Map<string, LockedPackage> {
  const read = (name: string) => JSON.parse(Deno.readTextFileSync(`${root}/${name}`));
  const { specifiers, npm }: {
    specifiers: Record<string, string>;
    npm: Record<string, Entry>;
  } = read("deno.lock");
  const own: Record<string, string> = read("package.json").dependencies;
  const ids = Object.keys(npm);
  const direct = Object.entries(own).map(([name, version]) =>
    `${name}@${specifiers[`npm:${name}@${version}`] ?? missing(name)}`
  );
  const found = new Map<string, LockedPackage>();

  /** The lock leaves the version out where there is one alone. */
  const idOf = (needed: string) =>
    needed in npm ? needed : ids.find((id) => nameOf(id) === needed) ?? missing(needed);
  const add = (id: string, parent: string | null): string => {
    const key = keyOf(id), entry = npm[id]!;
    if (found.has(key)) return key;
    const variantOf = entry.os || entry.cpu ? parent : null;
    const each = { name: nameOf(id), version: key.slice(nameOf(id).length + 1) };
    const needs: string[] = [];
    const isDirect = direct.includes(id);
    found.set(key, { ...each, integrity: entry.integrity, needs, isDirect, variantOf });
    // Only the variant for WebAssembly needs more, and it is installed where there is no other.
    if (variantOf) return key;
    for (const needed of [...entry.dependencies ?? [], ...entry.optionalDependencies ?? []]) {
      needs.push(add(idOf(needed), key));
    }
    return key;
  };
  for (const id of direct) add(id, null);
  return new Map([...found].sort(([a], [b]) => a < b ? -1 : 1));
}

/** `@auth/core` of `@auth/core@0.41.3_nodemailer@10.6.0`. */
function nameOf(id: string): string {
  return id.slice(0, id.indexOf("@", 1));
}

/** `@auth/core@0.41.3` of the same: a package that stands there once for each set of peers is one. */
function keyOf(id: string): string {
  const version = id.slice(nameOf(id).length + 1);
  return `${nameOf(id)}@${version.split("_")[0]}`;
}

function missing(name: string): never {
  throw new Error(`deno.lock has no ${name}`);
}
