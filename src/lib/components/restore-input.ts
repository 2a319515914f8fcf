/** Restores what was entered and opened before the page's scripts ran, because these start from what the server sent. */
export function restoreInput(): void {
  const values = globalThis.earlyInput ?? [];
  globalThis.earlyInput = undefined;
  for (const [field, { value = "", checked = false, open = false }] of values) {
    if (field instanceof HTMLDetailsElement) {
      field.open = open;
      continue;
    }
    if (field instanceof HTMLInputElement) {
      if (field.type === "file" || (field.value === value && field.checked === checked)) continue;
      field.value = value;
      field.checked = checked;
    } else if (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) {
      if (field.value === value) continue;
      field.value = value;
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
