import { tick } from "svelte";
import type { SubmitFunction } from "@sveltejs/kit";
import { keepTyped } from "$lib/components/keep-typed.ts";

/** Keeps what was typed; after a press that changed the rows, the keyboard is at what the answer names. */
export const toRow: SubmitFunction = async (input) => {
  const kept = await keepTyped(input);
  return async (answer) => {
    await kept?.(answer);
    if (answer.result.type !== "success") return;
    await tick();
    document.getElementById(String(answer.result.data?.["reached"]))?.focus();
  };
};
