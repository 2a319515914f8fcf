/** Gives back what somebody typed and opened while the page's own scripts were still on their way: these begin with what the server sent. */
export function restoreInput(): void {
  const typed = globalThis.earlyInput ?? [];
  globalThis.earlyInput = undefined;
  for (const [field, { value = "", checked = false, open = false }] of typed) {
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
