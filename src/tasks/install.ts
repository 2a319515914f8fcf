/** Runs first in every task: installs the packages of deno.lock and needs none itself. */
import { installWhenStale } from "./install-packages.ts";

await installWhenStale();
