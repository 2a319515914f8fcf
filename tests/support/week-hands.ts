/** Bookings of the week moved by a mouse and by a finger. */
import type { CDPSession, Locator, Page } from "playwright-core";

/** An hour of the week's ruler, in rem. */
const HOUR_REM = 0.3125 * 12;

/** A finger on a phone, and the meeting that it takes. */
export interface Touched {
  page: Page;
  finger: CDPSession;
  at: Locator;
}

/** Drags a booking onto a day, so many hours of the ruler down. */
export async function drag(
  page: Page,
  item: Locator,
  date: string,
  hours: number,
): Promise<void> {
  const from = (await item.boundingBox())!;
  const column = (await page.locator(`#day-${date} .body`).boundingBox())!;
  const perHour = await hourOf(page);
  await page.mouse.move(from.x + 20, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(from.x + 30, from.y + 15);
  await page.mouse.move(column.x + column.width / 2, from.y + 5 + hours * perHour);
  await page.mouse.up();
}

/** Puts a finger on the meeting until it is taken. */
export async function rest({ page, finger, at }: Touched): Promise<{ x: number; y: number }> {
  await at.evaluate((item) => item.scrollIntoView({ block: "center" }));
  const point = await middleOf(at);
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
  await page.locator(".ghost").waitFor();
  return point;
}

export async function dragFinger(
  { finger }: Touched,
  from: { x: number; y: number },
  to: { x: number; y: number },
): Promise<void> {
  for (let n = 1; n <= 5; n++) {
    const point = {
      x: from.x + (to.x - from.x) * n / 5,
      y: from.y + (to.y - from.y) * n / 5,
    };
    await finger.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [point] });
  }
}

export async function lift({ finger }: Touched): Promise<void> {
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

export async function middleOf(at: Locator): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await at.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

export async function hourOf(page: Page): Promise<number> {
  return HOUR_REM *
    await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
}
