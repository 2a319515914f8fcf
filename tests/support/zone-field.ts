import type { Page } from "playwright-core";

/** Chooses a zone from the list of a field, which is open only for that. */
export async function chooseZone(page: Page, field: string, zone: string): Promise<void> {
  await page.locator(`#${field}-summary`).click();
  await page.locator(`#${field}-summary + div`).locator(`input[value="${zone}"]`).check();
}

/** The zone that a field has. */
export function chosenZone(page: Page, field: string): Promise<string> {
  return page.locator(`#${field}-summary + div`).locator("input:checked").inputValue();
}
