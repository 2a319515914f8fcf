import { DAY } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import { type AvailableSlots, findSlots } from "./find-slots.ts";
import type { SlotSearch } from "./offering.ts";

/** How far the next available times are searched, days. */
const SEARCHED_DAYS = 14;

/** What is free in the next days, or in as many days from the first free time behind them. */
export async function nextOffers(
  app: App,
  { hosts, type }: Pick<SlotSearch, "hosts" | "type">,
  minutes: number,
): Promise<AvailableSlots> {
  const search = (start: number) =>
    findSlots(app, { hosts, type, minutes, window: { start, end: start + SEARCHED_DAYS * DAY } });
  const near = await search(app.now());
  return near.nextStart === null ? near : await search(near.nextStart);
}
