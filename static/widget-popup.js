// Opens widgets in a dialog, from any link or button with data-invito-popup; `widget.js` loads this where there is one.
(function () {
  var invito = window.Invito, embed = invito.embed;
  if (invito.open) return;

  function open(source) {
    var dialog = source.invito || (source.invito = build(source));
    if (!dialog.open) dialog.showModal();
  }

  // The dialog stays where it was when it is opened again.
  function build(source) {
    var dialog = document.createElement("dialog");
    dialog.style.cssText =
      "width:min(66rem,100% - 1rem);max-width:none;max-height:96%;padding:0;border:0;" +
      "border-radius:12px;overscroll-behavior:contain;box-shadow:0 0 0 100vmax #0008";
    var place = document.createElement("div"), button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.ariaLabel = source.dataset.close || "×";
    source.addEventListener("invito:ready", function (event) {
      if (!source.dataset.close) button.ariaLabel = event.detail.close;
      dialog.ariaLabel ||= event.detail.title;
    });
    button.style.cssText =
      // Over the corner of the card, whose text begins below it.
      "display:block;position:sticky;z-index:1;inset-block-start:4px;margin:4px 4px -36px auto;" +
      "margin-inline:auto 4px;width:32px;height:32px;padding:0;border:0;border-radius:50%;" +
      "font:20px/1 sans-serif;background:#fff;color:#222;box-shadow:0 1px 4px #0006;cursor:pointer";
    function close() {
      dialog.close();
    }
    button.addEventListener("click", close);
    source.addEventListener("invito:close", close);
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog) close();
    });
    dialog.addEventListener("close", function () {
      source.focus();
    });
    dialog.append(button, place);
    document.body.append(dialog);
    dialog.ariaLabel = source.dataset.title || source.textContent.trim();
    invito.show(place, source, source.dataset.invitoPopup);
    return dialog;
  }

  // A button in the corner of the page.
  function float(source) {
    var given = source.dataset.accent || "";
    var colour = /^#[\da-f]{6}$/i.test(given) ? given : "#1d6049";
    source.style.cssText += ";position:fixed;inset-block-end:1.5rem;z-index:9999;inset-inline-" +
      (source.dataset.floating === "start" ? "start" : "end") +
      ":1.5rem;padding:.9em 1.4em;border:0;" +
      "border-radius:2em;font:600 16px system-ui,sans-serif;text-decoration:none;cursor:pointer;" +
      "box-shadow:0 2px 12px #0004;background:" + colour + ";color:" + readableOn(colour);
  }

  // Black or white, by the relative luminance of WCAG.
  function readableOn(colour) {
    var luminance = [1, 3, 5].reduce(function (sum, at, i) {
      var part = parseInt(colour.slice(at, at + 2), 16) / 255;
      var linear = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
      return sum + linear * [0.2126, 0.7152, 0.0722][i];
    }, 0);
    return luminance > 0.179 ? "#000" : "#fff";
  }

  function prepare(source) {
    if ("invitoPopup" in source.dataset) {
      if ("floating" in source.dataset) float(source);
    } else embed(source);
  }

  document.addEventListener("click", function (event) {
    var source = event.target.closest("[data-invito-popup]");
    if (!source || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(source);
  });
  invito.embed = prepare;
  invito.open = open;
  document.querySelectorAll("[data-invito-popup]").forEach(prepare);
})();
