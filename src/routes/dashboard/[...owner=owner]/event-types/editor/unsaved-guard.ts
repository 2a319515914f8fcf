import { beforeNavigate } from "$app/navigation";

/** Asks before a page with unsaved text is left: by a link of ours with a question, by anything else with the browser's own. */
export function guardUnsaved(isUnsaved: () => boolean, question: () => string): void {
  beforeNavigate((navigation) => {
    if (!isUnsaved()) return;
    // Cancelling what unloads the page makes the browser ask.
    if (navigation.willUnload || !confirm(question())) navigation.cancel();
  });
}
