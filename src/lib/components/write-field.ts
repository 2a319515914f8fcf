/** A control that people enter something into. */
export type EntryField = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function isEntryField(target: unknown): target is EntryField {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement;
}

/** What a field shows. */
export interface FieldState {
  value: string;
  checked: boolean;
}

export function readField(field: EntryField): FieldState {
  return { value: field.value, checked: field instanceof HTMLInputElement && field.checked };
}

/** Enters it as a person would, so that what is bound to the field follows; never into a file field. */
export function writeField(field: EntryField, { value, checked }: FieldState): void {
  const now = readField(field);
  const isFile = field instanceof HTMLInputElement && field.type === "file";
  if (isFile || (now.value === value && now.checked === checked)) return;
  field.value = value;
  if (field instanceof HTMLInputElement) field.checked = checked;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
