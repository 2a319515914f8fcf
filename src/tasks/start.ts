/** `deno task start`: installs and builds what is missing or stale, then runs the program. */
import { installWhenStale } from "./install-packages.ts";

await installWhenStale();
// By a value: Deno would look for the packages of a name before they are installed.
await import(new URL("./start-program.ts", import.meta.url).href);
