import { live } from "../../support/model-life.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { aRun, met } from "./team-life/commands.ts";
import { World } from "./team-life/world.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";

Deno.test("team life: a pure model and the store in a file never differ, through crashes and reopening", async () => {
  await using folder = await tempFolder();
  using world = await World.open(`${folder.path}/life.db`);
  await live(world, aRun, { numRuns: isFull ? 2_000 : 100 });
  met.assertEach(1);
});
