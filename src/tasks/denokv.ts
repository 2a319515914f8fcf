/** `deno task denokv`: builds the KV Connect server for the tests that need one, once, into a cache folder. */
import { installDenokv } from "../../tests/support/wide/denokv-program.ts";

try {
  console.log(`denokv is at ${await installDenokv()}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
