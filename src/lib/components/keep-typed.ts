import { invalidateAll } from "$app/navigation";
import type { SubmitFunction } from "@sveltejs/kit";

/** For forms that are edited over and over: what was typed stays, and after a refusal the page knows what is stored now. */
export const keepTyped: SubmitFunction = () => async ({ result, update }) => {
  await update({ reset: false });
  if (result.type === "failure") await invalidateAll();
};

/** For small buttons in a list: the page follows, focus and place stay. */
export const stayHere: SubmitFunction = () => async ({ result, update }) => {
  if (result.type === "redirect") await invalidateAll();
  else await update({ reset: false });
};
