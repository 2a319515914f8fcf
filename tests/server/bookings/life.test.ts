import fc from "fast-check";
import type { Model, ModelBooking } from "./life/steps.ts";
import { World } from "./life/world.ts";
import { aRun, met } from "./life/commands.ts";

const full = Deno.env.get("INVITO_PROVE") === "full";

Deno.test("booking life: a pure model and the store in a file never differ, through crashes and reopening", async () => {
  await live(16_777_216, full ? 10_000 : 120);
  met.assertEach(1);
});

Deno.test("booking life: the same where nothing is kept in memory", () =>
  live(0, full ? 1_000 : 25));

async function live(cacheBytes: number, numRuns: number): Promise<void> {
  const path = await Deno.makeTempFile({ suffix: ".db" });
  const world = await World.open(path, cacheBytes);
  let n = 0;
  try {
    await fc.assert(
      fc.asyncProperty(
        aRun,
        async (commands) => {
          await world.settle(n++);
          const start = world.app.now();
          await fc.asyncModelRun(
            () => ({
              model: { is: { now: start, bookings: [] as ModelBooking[] } as Model },
              real: world,
            }),
            commands,
          );
        },
      ),
      { numRuns },
    );
  } finally {
    world.close();
    await Deno.remove(path);
  }
}
