import type { Reroute, Transport } from "@sveltejs/kit";
import { isUnsent, textOf } from "$lib/client/unsent.ts";
import { isShortName } from "$lib/scheduling/username.ts";

/** The short addresses of hosts' pages are answered by the routes below `/calendar`, in small and capitals alike. */
export const reroute: Reroute = ({ url: { pathname } }) => {
  const [, name = ""] = pathname.split("/");
  if (isShortName(name.toLowerCase().replace(/\.md$/, ""))) return `/calendar${pathname}`;
};

/** How `load` data is written for scripts: what no script reads is left out. */
export const transport: Transport = {
  unsent: { encode: (value) => isUnsent(value) && true, decode: () => null },
  text: { encode: textOf, decode: JSON.parse },
};
