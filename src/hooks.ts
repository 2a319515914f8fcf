import type { Transport } from "@sveltejs/kit";
import { isUnsent, textOf } from "$lib/client/unsent.ts";

/** How `load` data is written for scripts: what no script reads is left out. */
export const transport: Transport = {
  unsent: { encode: (value) => isUnsent(value) && true, decode: () => null },
  text: { encode: textOf, decode: JSON.parse },
};
