// Pages written for Calendly's embed script show widgets of this server once they load this script instead. Only the
// path of an address is used; `?their/path=our/path` behind the script's address maps one. Facts: docs/widget.md.
(function () {
  var own = new URL(document.currentScript.src), home = own.origin;
  var waiting = [], popup, badge;

  // Calls wait until the widgets are loaded.
  function withInvito(use) {
    if (waiting) waiting.push(use);
    else use(window.Invito);
  }
  function load(name, isThere, next) {
    if (isThere) return next();
    var script = document.createElement("script");
    script.src = home + name;
    script.onload = next;
    document.head.append(script);
  }

  // The attributes of a widget for an address with what was given beside it.
  function describe(element, url, given) {
    var address = new URL(url || "/", home), query = address.searchParams, data = element.dataset;
    var path = address.pathname.replace(/^\/+|\/+$/g, "");
    var prefill = given.prefill || {}, answers = new URLSearchParams(), utm = new URLSearchParams();
    var full = [
      prefill.firstName || query.get("first_name"),
      prefill.lastName || query.get("last_name"),
    ];
    set("name", prefill.name || query.get("name") || full.filter(Boolean).join(" "));
    set("email", prefill.email || query.get("email"));
    set("guests", [].concat(prefill.guests || query.get("guests") || []).join(", "));
    set("date", isoDate(prefill.date) || query.get("date"));
    set("month", query.get("month"));
    set("accent", query.get("primary_color") && "#" + query.get("primary_color"));
    if (/hide_(event_type|landing_page)_details=1/.test(address.search)) data.hideDetails = "";
    for (var i = 1; i <= 10; i++) {
      var answer = (prefill.customAnswers || {})["a" + i] || query.get("a" + i);
      if (answer) answers.set("a" + i, answer);
    }
    query.forEach(function (value, name) {
      if (/^utm_/.test(name)) utm.set(name, value);
    });
    for (var name in given.utm || {}) {
      if (/^utm./.test(name)) utm.set("utm_" + name.slice(3).toLowerCase(), given.utm[name]);
    }
    data.answers = answers;
    data.utm = utm;
    announce(element, path, address.origin);
    return own.searchParams.get(path) || path;

    function set(name, value) {
      if (value) data[name] = value;
    }
  }
  // The day on the visitor's own clock; in Swedish a date is written as in ISO 8601.
  function isoDate(date) {
    return date instanceof Date ? date.toLocaleDateString("sv") : date;
  }

  // What their frame tells the page, from the origin of the address and the frame, by which pages know it.
  function announce(element, path, origin) {
    function frame() {
      return (element.invito.querySelector ? element.invito : element).querySelector("iframe");
    }
    function post(event, payload) {
      var data = { event: "calendly." + event, payload: payload || {} };
      var source = frame().contentWindow;
      window.dispatchEvent(
        new MessageEvent("message", { data: data, origin: origin, source: source }),
      );
    }
    var viewed = {}, height;
    function view(name) {
      if (!viewed[name]) post(name);
      viewed[name] = true;
    }
    element.addEventListener("invito:ready", function (event) {
      var isFirst = !viewed.any, isOfType = path.indexOf("/") > 0;
      viewed.any = true;
      // A guest may choose from the list before its own message.
      if (isFirst && !isOfType) view("profile_page_viewed");
      if (event.detail.type || isFirst && isOfType) view("event_type_viewed");
      if (!isFirst) return;
      new ResizeObserver(function () {
        var now = frame().offsetHeight + "px";
        if (now !== "0px" && now !== height) post("page_height", { height: height = now });
      }).observe(frame());
    });
    element.addEventListener("invito:slot", function () {
      post("date_and_time_selected");
    });
    element.addEventListener("invito:booked", function (event) {
      var uri = home + "/v0/me/bookings/" + event.detail.id;
      post("event_scheduled", { event: { uri: uri }, invitee: { uri: uri } });
    });
  }

  function initInlineWidget(given) {
    var parent = given.parentElement || document.querySelector(".calendly-inline-widget");
    if (parent && parent[0]) parent = parent[0];
    if (!parent) return console.warn("Invito: there is no element for the calendar of", given.url);
    withInvito(function (invito) {
      var place = document.createElement("div");
      place.dataset.invito = describe(place, given.url, given);
      parent.style.height = "auto";
      parent.replaceChildren(place);
      invito.embed(place);
    });
  }
  function initPopupWidget(given) {
    withInvito(function (invito) {
      var before = document.activeElement;
      closePopupWidget();
      popup = document.createElement("button");
      popup.dataset.invitoPopup = describe(popup, given.url, given);
      popup.focus = function () {
        if (before) before.focus();
      };
      invito.open(popup);
    });
  }
  function closePopupWidget() {
    [popup, badge].forEach(function (each) {
      if (each && each.invito) each.invito.close();
    });
  }
  function initBadgeWidget(given) {
    withInvito(function (invito) {
      destroyBadgeWidget();
      badge = document.createElement("button");
      badge.className = "calendly-badge-widget";
      badge.textContent = given.text || given.url;
      badge.dataset.floating = "";
      badge.dataset.invitoPopup = describe(badge, given.url, given);
      var accent = badge.dataset.accent;
      if (given.color) badge.dataset.accent = given.color;
      document.body.append(badge);
      invito.embed(badge);
      if (given.textColor) badge.style.color = given.textColor;
      if (!accent) delete badge.dataset.accent;
    });
  }
  function destroyBadgeWidget() {
    if (badge) badge.remove();
    badge = null;
  }
  function initInlineWidgets() {
    document.querySelectorAll(".calendly-inline-widget[data-url]").forEach(function (parent) {
      if (parent.dataset.autoLoad === "false" || parent.firstElementChild) return;
      initInlineWidget({ url: parent.dataset.url, parentElement: parent });
    });
  }

  window.Calendly = {
    initInlineWidget: initInlineWidget,
    initInlineWidgets: initInlineWidgets,
    initPopupWidget: initPopupWidget,
    showPopupWidget: function (url) {
      initPopupWidget({ url: url });
    },
    closePopupWidget: closePopupWidget,
    initBadgeWidget: initBadgeWidget,
    destroyBadgeWidget: destroyBadgeWidget,
  };
  load("/widget.js", window.Invito, function () {
    load("/widget-popup.js", window.Invito.open, function () {
      var calls = waiting;
      waiting = null;
      calls.forEach(withInvito);
    });
  });
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", initInlineWidgets);
  else initInlineWidgets();
})();
