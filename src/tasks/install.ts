/** Runs first in every task and needs no package itself: installs those of deno.lock, `--with-tests` all of them. */
import { installWhenStale } from "./install-packages.ts";

await installWhenStale({ withTests: Deno.args.includes("--with-tests") });
