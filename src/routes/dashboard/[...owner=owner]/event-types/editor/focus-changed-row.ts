import { tick } from "svelte";
import type { SubmitFunction } from "@sveltejs/kit";
import { preserveForm } from "$lib/components/preserve-form.ts";

/** Keeps the entered values; after a press that changed the rows, focus goes to the control that the response names. */
export const focusChangedRow: SubmitFunction = async (input) => {
  const update = await preserveForm(input);
  return async (answer) => {
    await update?.(answer);
    if (answer.result.type !== "success") return;
    await tick();
    document.getElementById(String(answer.result.data?.["reached"]))?.focus();
  };
};
