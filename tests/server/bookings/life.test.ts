import { live } from "../../support/model-life.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { aRun, met } from "./life/commands.ts";
import { World } from "./life/world.ts";

const full = Deno.env.get("INVITO_PROVE") === "full";

Deno.test("booking life: a pure model and the store in a file never differ, through crashes and reopening", async () => {
  await liveWith(16_777_216, full ? 10_000 : 120);
  met.assertEach(1);
});

Deno.test("booking life: the same where nothing is kept in memory", () =>
  liveWith(0, full ? 1_000 : 25));

async function liveWith(cacheBytes: number, numRuns: number): Promise<void> {
  await using folder = await tempFolder();
  using world = await World.open(`${folder.path}/life.db`, cacheBytes);
  await live(world, aRun, { numRuns });
}
