import { isEntryField, writeField } from "./write-field.ts";

/** Restores what was entered and opened before the page's scripts ran, because these start from what the server sent. */
export function restoreInput(): void {
  const values = globalThis.earlyInput ?? [];
  globalThis.earlyInput = undefined;
  for (const [field, { value = "", checked = false, open = false }] of values) {
    if (field instanceof HTMLDetailsElement) field.open = open;
    else if (isEntryField(field)) writeField(field, { value, checked });
  }
}
