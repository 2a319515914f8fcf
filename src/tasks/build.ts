/** `deno task build`: builds client and server into `build/`. */
import { build } from "./build-site.ts";
import { installWhenStale } from "./install-packages.ts";

await installWhenStale();
const start = performance.now();
await build();
console.log(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
