import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { root } from "../../src/tasks/root.ts";
import { operations } from "./operations.ts";

/** One thing that can be asked of the built program. */
export interface Endpoint {
  /** `GET`, `POST`, … */
  method: string;
  /** The pattern of its address, such as `/dashboard/event-types/[typeId]`. */
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
    const actions = page && (await manifest._.nodes[page.leaf]!()).server?.actions;
    const served = await endpoint?.() ?? {};
    for (const address of addressesOf(id)) {
      if (page) add("GET", address);
      for (const action of Object.keys(actions ?? {})) add("POST", address, action);
      for (const method of methods) if (method in served) add(method, address);
    }
  }
  return doors;
}

/** The patterns of a route's addresses: two where it is a host's and a team's. */
function addressesOf(id: string): string[] {
  const own = id.replace("/[...owner=owner]", "").replace("[...owner=settings]", "settings");
  return own === id ? [id] : [own, id.replace(/\[\.\.\.owner=\w+\]/, "teams/[id]")];
}
