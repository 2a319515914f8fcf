// Copies the code beside a button with `data-copy`; where the browser refuses, the code is selected instead.
(() => {
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    const { done, failed } = button.dataset;
    const code = button.parentElement.parentElement.querySelector("code");
    const word = button.dataset.word ??= button.textContent;
    let said = done;
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      getSelection().selectAllChildren(code);
      said = failed;
    }
    button.textContent = said;
    document.querySelector("[data-copy-status]").textContent = said;
    setTimeout(() => (button.textContent = word), 2500);
  });
})();
