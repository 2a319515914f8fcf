/** `deno task denokv`, `deno task litestream`: builds a program that tests need, once, into a cache folder. */
import { litestream } from "../../tests/support/litestream.ts";
import { denokv } from "../../tests/support/wide/denokv-program.ts";

const [name = ""] = Deno.args;
try {
  const program = { denokv, litestream }[name];
  console.log(`${name} is at ${await program?.install()}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
