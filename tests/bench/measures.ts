/** What counting one request costs: its duration in a histogram, beside a commit of the store in memory. */
import { openMeasures } from "$lib/server/runtime/measures.ts";
import { measureKv } from "$lib/server/kv/measured-kv.ts";
import { type Measured, median } from "./bench-table.ts";

const ROUNDS = 30, COUNTS = 20_000, COMMITS = 300;

export async function measureCounting(): Promise<Measured[]> {
  const { requests } = openMeasures();
  const routes = Array.from({ length: 150 }, (_, i) => `/dashboard/event-types/[id]/route-${i}`);
  const observed: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    for (let i = 0; i < COUNTS; i++) requests.observe(i % 300, routes[i % 150]!, "GET", "2xx");
    observed.push((performance.now() - began) * 1000 / COUNTS);
  }
  using plain = await Deno.openKv(":memory:");
  using counted = measureKv(await Deno.openKv(":memory:"), openMeasures());
  const took = { plain: [] as number[], counted: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [which, kv] of Object.entries({ plain, counted })) {
      const began = performance.now();
      for (let i = 0; i < COMMITS; i++) await kv.atomic().set(["a", i], i).commit();
      // The first third warms up.
      if (round >= ROUNDS / 3) {
        took[which as keyof typeof took].push((performance.now() - began) * 1000 / COMMITS);
      }
    }
  }
  return [
    {
      what: "counting one request",
      value: median(observed),
      unit: "µs",
      aim: { most: 5, of: "value" },
    },
    {
      what: "a commit that is counted",
      value: median(took.counted),
      unit: "µs",
      baseline: { what: "not counted", value: median(took.plain) },
      aim: { most: 1.2, of: "ratio" },
    },
  ];
}
