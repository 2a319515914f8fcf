/** `deno task version`: which version this is. */
import { product, version } from "../lib/product.ts";

console.log(`${product} ${version}`);
