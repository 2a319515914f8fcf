/** The client for others: one file without dependencies, for Deno, Node and browsers. */
import { clientTypes } from "./client-types.ts";
import type { Operation } from "./operation.ts";

/** `src/lib/client/client.ts` as it is written, and without its types. */
export interface ClientSource {
  ts: string;
  js: string;
}

/** What a client needs to know of an operation: method, path, the names of its query parameters, whether a file is answered. */
export function routeOf({ method, path, query, file }: Operation) {
  const names = Object.keys((query as { entries?: object } | undefined)?.entries ?? {});
  if (file) return [method, path, names, true] as const;
  return names.length > 0 ? [method, path, names] as const : [method, path] as const;
}

/** The client in TypeScript, with the types of every operation. */
export function typedClient({ ts }: ClientSource, operations: readonly Operation[]): string {
  return `${ts}
${clientTypes(operations)}
const routes: Readonly<Record<string, Route>> = ${routesOf(operations)};
/** A client of one installation. */
export function connect(options: ClientOptions): Invito {
  return createClient(routes, options) as unknown as Invito;
}
`;
}

/** The same in JavaScript. */
export function plainClient({ js }: ClientSource, operations: readonly Operation[]): string {
  return `${js}
const routes = ${routesOf(operations)};
/** A client of one installation. */
export function connect(options) {
  return createClient(routes, options);
}
`;
}

function routesOf(operations: readonly Operation[]): string {
  return JSON.stringify(
    Object.fromEntries(operations.map((each) => [each.id, routeOf(each)])),
    null,
    1,
  );
}

/** A booking by the client, to be pasted beside the file. */
export function clientExample(baseUrl: string): string {
  return `import { connect } from "./invito.ts";

const invito = connect({ baseUrl: "${baseUrl}", key: "inv_…" });

const booked = await invito.bookings.create(
  {
    username: "ada",
    eventSlug: "intro-call",
    startsAt: "2027-03-01T09:00:00Z",
    timezone: "Europe/Berlin",
    inviteeName: "Grace Hopper",
    inviteeEmail: "grace@example.org",
  },
  { idempotencyKey: "order-4711-booking" },
);

if (booked.ok) console.log(booked.booking.status, booked.actions.page);
else if (booked.code === "taken") console.log("Free instead:", booked.alternatives);
else console.log(booked.title);
`;
}
