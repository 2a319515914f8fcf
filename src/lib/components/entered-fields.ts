import {
  type EntryField,
  type FieldState,
  isEntryField,
  readField,
  writeField,
} from "./write-field.ts";

/** The fields of a page that something was entered into and not sent yet. */
export interface EnteredFields {
  enter(event: Event): void;
  /** Of a form that is sent or reset. */
  leave(event: Event): void;
  /** On the way to another page, which may show the same fields. */
  leaveAll(): void;
  /** Answers how to enter again what is in them now. */
  remember(): () => void;
}

/**
 * Keeps what is being entered while the page is drawn with newer data: the framework then writes the data into its fields
 * again, also where it is the same as before.
 */
export function openEnteredFields(): EnteredFields {
  const entered = new Set<EntryField>();
  return {
    enter({ target }) {
      if (!isEntryField(target)) return;
      for (const field of fieldsTogether(target)) entered.add(field);
    },
    leave({ target }) {
      for (const field of entered) if (field.form === target) entered.delete(field);
    },
    leaveAll: () => entered.clear(),
    remember() {
      const states: [EntryField, FieldState][] = [];
      for (const field of entered) {
        if (field.isConnected) states.push([field, readField(field)]);
        else entered.delete(field);
      }
      const active = document.activeElement, selected = selectionOf(active);
      return () => {
        for (const [field, state] of states) if (field.isConnected) writeField(field, state);
        if (selected && active === document.activeElement) select(active, selected);
      };
    },
  };
}

/** A field, or all radio buttons of its group: one that is chosen releases another. */
function fieldsTogether(field: EntryField): EntryField[] {
  if (!(field instanceof HTMLInputElement) || field.type !== "radio") return [field];
  const { form, name } = field;
  return [...document.querySelectorAll<HTMLInputElement>("input[type=radio]")]
    .filter((other) => other.form === form && other.name === name);
}

type Selection = Pick<HTMLTextAreaElement, "selectionStart" | "selectionEnd">;

function selectionOf(field: Element | null): Selection | null {
  if (!isText(field)) return null;
  const { selectionStart, selectionEnd } = field;
  return { selectionStart, selectionEnd };
}

function select(field: Element | null, { selectionStart, selectionEnd }: Selection): void {
  if (isText(field)) field.setSelectionRange(selectionStart, selectionEnd);
}

function isText(field: Element | null): field is HTMLTextAreaElement {
  // Other inputs have no selection, and say so with null.
  return field instanceof HTMLTextAreaElement ||
    (field instanceof HTMLInputElement && field.selectionStart !== null);
}
