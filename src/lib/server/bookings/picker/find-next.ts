import type { App } from "../../app.ts";
import { type AvailableSlots, findSlots } from "../../availability/find-slots.ts";
import type { SlotSearch } from "../../availability/offering.ts";

/** The first time after an instant, epoch ms, in the searched window or beyond it; and until when that holds. */
export async function findNext(
  app: App,
  search: SlotSearch,
  { after, offers }: { after: number; offers: AvailableSlots },
): Promise<{ start: number | null; until: number }> {
  const near = offers.starts.find((start) => start >= after);
  if (near !== undefined) return { start: near, until: offers.until };
  const { end } = search.window;
  const far = await findSlots(app, { ...search, window: { start: end, end: end + 1 } });
  return { start: far.starts[0] ?? far.nextStart, until: Math.min(offers.until, far.until) };
}
