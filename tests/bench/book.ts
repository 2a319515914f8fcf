/** A booking through the verb, and the bare commit of the same shape: as many checks, as many and as large values. */
import { request } from "$lib/server/bookings/index.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { town } from "../support/town.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { type Measured, median } from "./bench-table.ts";

const ROUNDS = 200;
const DAY = 86_400_000;

/** What a commit was made of. */
export interface CommitShape {
  checks: number;
  sets: [Deno.KvKey, unknown][];
}

export async function measureBooking(): Promise<Measured[]> {
  await using folder = await tempFolder();
  const shapes: CommitShape[] = [];
  const file = await Deno.openKv(`${folder.path}/store`);
  const { app, host } = await town({ app: { kv: recording(file, shapes) }, now: Date.now() });
  const found = await findBookableType(app, "ada", "intro-call");
  if (!found.ok) throw new Error(found.refusal.code);
  const { type } = found.value;
  const window = { start: app.now(), end: app.now() + 60 * DAY };
  const { starts } = await findSlots(app, { hosts: [host], type, minutes: 30, window });
  const apart = starts.filter((start) => start % (30 * 60_000) === 0).slice(0, 2 * ROUNDS);

  const verb: number[] = [];
  const bare: number[] = [];
  for (const [i, start] of apart.entries()) {
    shapes.length = 0;
    const begun = performance.now();
    const requested = await request(app, {
      username: "ada",
      slug: "intro-call",
      start,
      minutes: 30,
      guest: {
        name: "Joan Marsh",
        email: "joan@example.net",
        note: "About the archive.",
        zone: "Europe/London",
        hourCycle: 24,
        answers: [],
      },
      key: { route: "bench", value: `bench-${i}-0123456789` },
      viaWidget: false,
      client: null,
    });
    const took = performance.now() - begun;
    if (!requested.ok) throw new Error(requested.refusal.code);
    const shape = shapes.at(-1);
    if (!shape) throw new Error("the booking was not committed");
    const bareTook = await replay(file, shape, i);
    // The first half warms up.
    if (i >= ROUNDS) verb.push(took), bare.push(bareTook);
  }
  file.close();
  return [{
    what: "one booking, from request to commit",
    value: median(verb),
    unit: "ms",
    baseline: { what: "the bare commit of its shape", value: median(bare) },
    aim: { most: 1.6, of: "ratio" },
  }];
}

/** The same checks and values under keys of their own. */
async function replay(kv: Deno.Kv, shape: CommitShape, round: number): Promise<number> {
  const start = performance.now();
  const op = kv.atomic();
  for (let n = 0; n < shape.checks; n++) {
    op.check({ key: ["bare", "check", round, n], versionstamp: null });
  }
  for (const [key, value] of shape.sets) op.set(["bare", round, ...key], value);
  await op.commit();
  return performance.now() - start;
}

/** The store as it is, with a note of what every commit was made of. */
export function recording(kv: Deno.Kv, shapes: CommitShape[]): Deno.Kv {
  return new Proxy(kv, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name === "atomic") return () => noting(target.atomic(), shapes);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function noting(op: Deno.AtomicOperation, shapes: CommitShape[]): Deno.AtomicOperation {
  const shape: CommitShape = { checks: 0, sets: [] };
  const noted: Deno.AtomicOperation = new Proxy(op, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: never[]) => {
        if (name === "check") shape.checks += args.length;
        if (name === "set") shape.sets.push([args[0]!, args[1]]);
        if (name === "commit") shapes.push(shape);
        const answer = value.apply(target, args);
        return answer === target ? noted : answer;
      };
    },
  });
  return noted;
}
