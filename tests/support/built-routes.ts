import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { root } from "../../src/tasks/root.ts";
import { operations } from "./operations.ts";

/** One thing that can be asked of the built program. */
export interface Endpoint {
  /** `GET`, `POST`, … */
  method: string;
  /** The route's pattern, such as `/dashboard/event-types/[id]`. */
  route: string;
  /** Of a form; empty for the only one. */
  action: string;
  /** How a table names it: `POST /dashboard/settings?/invite`. */
  name: string;
}

interface Manifest {
  _: {
    nodes: (() => Promise<{ server?: { actions?: Record<string, unknown> } }>)[];
    routes: {
      id: string;
      page: { leaf: number } | null;
      endpoint: (() => Promise<Record<string, unknown>>) | null;
    }[];
  };
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Every route and method of the build, forms by their actions, and every operation of the API. */
export async function builtEndpoints(): Promise<Endpoint[]> {
  await buildWhenStale();
  const { manifest }: { manifest: Manifest } = await import(
    `file://${root}/build/server/manifest.js`
  );
  const doors: Endpoint[] = [];
  const add = (method: string, route: string, action = "") => {
    const query = action === "" || action === "default" ? "" : `?/${action}`;
    doors.push({ method, route, action, name: `${method} ${route}${query}` });
  };
  for (const { method, path } of operations) add(method, path.replace(/\{(\w+)\}/g, "[$1]"));
  for (const { id, page, endpoint } of manifest._.routes) {
    if (id === "/v0/[...path]") continue;
    if (page) {
      add("GET", id);
      const { server } = await manifest._.nodes[page.leaf]!();
      for (const action of Object.keys(server?.actions ?? {})) add("POST", id, action);
    }
    const served = await endpoint?.() ?? {};
    for (const method of methods) if (method in served) add(method, id);
  }
  return doors;
}
