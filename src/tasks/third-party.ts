/** `deno task third-party`: writes THIRD-PARTY.md from deno.lock. */
import { thirdParty } from "./release/third-party.ts";
import { root } from "./root.ts";

await Deno.writeTextFile(`${root}/THIRD-PARTY.md`, await thirdParty());
