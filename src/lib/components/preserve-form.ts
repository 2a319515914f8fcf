import { tick } from "svelte";
import { invalidateAll } from "$app/navigation";
import type { SubmitFunction } from "@sveltejs/kit";

/** For forms that are edited over and over: entered values stay; after a refusal the page reloads what is stored and focuses the first error. */
export const preserveForm: SubmitFunction = () => async ({ formElement, result, update }) => {
  await update({ reset: false });
  if (result.type !== "failure") return;
  await invalidateAll();
  await tick();
  const wrong = formElement.querySelector<HTMLElement>('[aria-invalid="true"]');
  wrong?.focus();
  (wrong ?? formElement.querySelector(".notice"))?.scrollIntoView({ block: "center" });
};

/** For forms that add to a list below them: empty once what was entered stands there. */
export const emptyOnceAdded: SubmitFunction = () => async ({ formElement, result, update }) => {
  await update();
  if (result.type === "redirect") formElement.reset();
};

/** For small buttons in a list: updates the page and keeps focus and scroll position. */
export const updateInPlace: SubmitFunction = () => async ({ result, update }) => {
  if (result.type === "redirect") await invalidateAll();
  else await update({ reset: false });
};

/** For answers, which are given once: as `preserveForm`, but the focus stays; `ondone` has the address that an answer leads to. */
export function answerOnce(
  onsending: (isSending: boolean) => void,
  ondone?: (address: string) => void,
): ReturnType<SubmitFunction> {
  onsending(true);
  return async ({ result, update }) => {
    if (result.type === "redirect") ondone?.(result.location);
    await update({ reset: false });
    if (result.type === "failure") await invalidateAll();
    onsending(false);
  };
}
