import { type Caps, noCaps } from "./caps.ts";
import type { Holiday, TimeOff } from "./exceptions.ts";

/** What holds for all of a host's event types: limits, days off, holidays. */
export interface HostRules {
  hostId: string;
  caps: Caps;
  timeOff: TimeOff[];
  holidays: Holiday[];
  revision: number;
}

/** What a host lives by who has set nothing. */
export function noRules(hostId: string): HostRules {
  return { hostId, caps: noCaps, timeOff: [], holidays: [], revision: 0 };
}
