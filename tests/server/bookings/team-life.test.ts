import fc from "fast-check";
import { aRun, met } from "./team-life/commands.ts";
import { World } from "./team-life/world.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";

Deno.test("team life: a pure model and the store in a file never differ, through crashes and reopening", async () => {
  const path = await Deno.makeTempFile({ suffix: ".db" });
  const world = await World.open(path);
  let n = 0;
  try {
    await fc.assert(
      fc.asyncProperty(aRun, async (commands) => {
        const start = await world.settle(n++);
        await fc.asyncModelRun(() => ({ model: { is: start }, real: world }), commands);
      }),
      { numRuns: isFull ? 10_000 : 100 },
    );
    met.assertEach(1);
  } finally {
    world.close();
    await Deno.remove(path);
  }
});
