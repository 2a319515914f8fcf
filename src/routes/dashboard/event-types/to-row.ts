import { tick } from "svelte";
import type { SubmitFunction } from "@sveltejs/kit";
import { keepTyped } from "$lib/components/keep-typed.ts";

/** Keeps what was typed; after a press that changed the rows, the keyboard is where the press was, or in the new row. */
export const toRow: SubmitFunction = async (input) => {
  const press = String(input.formData.get("press") ?? "");
  const rows =
    () => [...input.formElement.querySelectorAll<HTMLElement>('[name="question"] ~ .words input')];
  const before = rows().length;
  const kept = await keepTyped(input);
  return async (answer) => {
    await kept?.(answer);
    if (!press || answer.result.type !== "success") return;
    await tick();
    if (press === "add" && rows().length > before) rows().at(-1)?.focus();
    else buttonOf(input.formElement, press)?.focus();
  };
};

/** The pressed button; at the edge, where it can no longer be pressed, the other one of its row; for a row that is gone, the one that adds. */
function buttonOf(form: HTMLElement, press: string): HTMLElement | undefined {
  const row = press.split(/:(.*)/s)[1] ?? "add";
  const own = form.querySelector<HTMLElement>(`button[value="${CSS.escape(press)}"]:enabled`);
  const ofRow = form.querySelector<HTMLElement>(`button[data-row="${CSS.escape(row)}"]:enabled`);
  return own ?? ofRow ?? form.querySelector<HTMLElement>('button[value="add"]') ?? undefined;
}
