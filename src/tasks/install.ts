/** The first half of every task: the packages of deno.lock are there. What runs before they are must need none itself. */
import { installWhenStale } from "./install-packages.ts";

await installWhenStale();
