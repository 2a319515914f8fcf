/** Builds the client for others: one JavaScript file without dependencies, and its types. */
import ts from "typescript";
import { allOperations } from "$lib/server/api/nouns.ts";
import type { Operation } from "$lib/openapi/operation.ts";
import type { Route } from "$lib/client/client.ts";
import { root } from "./root.ts";
import { clientTypes } from "./client-types.ts";

const operations = await allOperations();
const head = "// Built by `deno task client`.\n";

/** Writes `invito.js` and `invito.d.ts` into a folder. */
export async function buildClient(folder: string): Promise<void> {
  const core = await Deno.readTextFile(`${root}/src/lib/client/client.ts`);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/invito.js`, head + transpiled(core + connectSource()));
  await Deno.writeTextFile(
    `${folder}/invito.d.ts`,
    head + declared(core) + clientTypes(operations) +
      "\n/** A client of one installation. */\nexport declare function connect(options: ClientOptions): Invito;\n",
  );
}

/** The routes of all operations, and the function that makes a client of them. */
function connectSource(): string {
  const routes = Object.fromEntries(operations.map((each) => [each.id, routeOf(each)]));
  return `\nconst routes = ${
    JSON.stringify(routes, null, 1)
  } as unknown as Record<string, Route>;\n` +
    "/** A client of one installation. */\n" +
    "export function connect(options: ClientOptions) { return createClient(routes, options); }\n";
}

/** What the client needs to know of an operation. */
export function routeOf({ method, path, query, file }: Operation): Route {
  const names = Object.keys((query as { entries?: object } | undefined)?.entries ?? {});
  if (file) return [method, path, names, true];
  return names.length > 0 ? [method, path, names] : [method, path];
}

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  isolatedDeclarations: true,
};

function transpiled(source: string): string {
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

function declared(source: string): string {
  return ts.transpileDeclaration(source, { compilerOptions }).outputText;
}
