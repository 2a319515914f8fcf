// Pages written for Cal.com's embed snippet show widgets of this server once the snippet loads this script instead.
// Only the path of a `calLink` is used; `?their/path=our/path` behind the script's address maps one. Facts:
// docs/widget.md.
(function () {
  var own = new URL(document.currentScript.src), home = own.origin;
  var cal = window.Cal = window.Cal || function () {
    cal.q.push(arguments);
  };
  cal.q = cal.q || [];
  cal.ns = cal.ns || {};
  var looks = {}, listeners = {}, waiting = [];

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

  // The attributes of a widget for a link; what no attribute has is an answer to a question of that name.
  var attributes = {
    name: "name",
    email: "email",
    notes: "note",
    theme: "theme",
    guests: "guests",
    date: "date",
    month: "month",
    duration: "minutes",
  };
  var notAnswers = ["layout", "useSlotsViewOnSmallScreen", "rescheduleUid", "location"];
  function describe(element, link, config, namespace) {
    var address = new URL("/" + (link || "").replace(/^\/+/, ""), home), data = element.dataset;
    var path = address.pathname.replace(/^\/+|\/+$/g, ""), look = looks[namespace] || {};
    var given = Object.fromEntries(address.searchParams);
    var lists = {
      answers: new URLSearchParams(),
      utm: new URLSearchParams(),
      metadata: new URLSearchParams(),
    };
    Object.assign(given, config);
    if (!given.theme && look.theme) given.theme = look.theme;
    for (var name in given) {
      var value = Array.isArray(given[name]) ? given[name].join(", ") : given[name];
      var key = /^metadata\[(.+)\]$/.exec(name);
      if (typeof value !== "string" && typeof value !== "number") continue;
      if (key) lists.metadata.set(key[1], value);
      else if (/^utm_/.test(name)) lists.utm.set(name, value);
      else if (name !== "theme" || value !== "auto") {
        if (attributes[name]) data[attributes[name]] = value;
        else if (notAnswers.indexOf(name) < 0) lists.answers.set(name, value);
      }
    }
    Object.assign(data, lists);
    var themes = look.cssVarsPerTheme || {}, styles = look.styles || {};
    var brand = (styles.branding || {}).brandColor ||
      (themes[given.theme] || themes.light || {})["cal-brand"];
    if (brand) data.accent = brand;
    if (look.hideEventTypeDetails) data.hideDetails = "";
    announce(element, namespace, path.indexOf("/") > 0);
    return own.searchParams.get(path) || path;
  }

  // Their actions, to whoever listens in this namespace.
  function announce(element, namespace, isOfType) {
    function tell(type, data) {
      (listeners[namespace] || []).forEach(function (each) {
        if (each.action !== type && each.action !== "*") return;
        each.callback(new CustomEvent(type, { detail: { type, namespace, data } }));
      });
    }
    function on(name, use) {
      element.addEventListener("invito:" + name, function (event) {
        use(event.detail);
      });
    }
    function booked(name) {
      return function (facts) {
        var isConfirmed = facts.status === "CONFIRMED", type = { slug: facts.type };
        tell(name, {
          confirmed: isConfirmed,
          eventType: type,
          date: facts.startsAt,
          duration: (Date.parse(facts.endsAt) - Date.parse(facts.startsAt)) / 60000,
          organizer: {},
        });
        tell(name + "V2", {
          uid: facts.id,
          eventSlug: facts.type,
          startTime: facts.startsAt,
          endTime: facts.endsAt,
          status: isConfirmed ? "ACCEPTED" : facts.status,
        });
      };
    }
    var isReady, isSelected = isOfType;
    on("ready", function (facts) {
      if (!isReady) tell("linkReady", {});
      isReady = true;
      // Also when a guest chose from the list before its own message.
      if (facts.type && !isSelected) tell("eventTypeSelected", { eventType: { slug: facts.type } });
      isSelected = isSelected || facts.type;
    });
    on("failed", function (facts) {
      var code = facts.reason === "not-found" ? 404 : 0;
      tell("linkFailed", { code, msg: facts.reason, data: {} });
    });
    on("booked", booked("bookingSuccessful"));
    on("rescheduled", booked("rescheduleBookingSuccessful"));
    on("cancelled", function (facts) {
      tell("bookingCancelled", { booking: { uid: facts.id }, eventType: { slug: facts.type } });
    });
  }

  function open(source) {
    withInvito(function (invito) {
      invito.open(source);
    });
  }
  var verbs = {
    inline: function (given, namespace) {
      var at = given.elementOrSelector;
      var parent = typeof at === "string" ? document.querySelector(at) : at;
      if (!parent) {
        return console.warn("Invito: there is no element for the calendar of", given.calLink);
      }
      withInvito(function (invito) {
        var place = document.createElement("div");
        place.dataset.invito = describe(place, given.calLink, given.config, namespace);
        parent.style.height = "auto";
        parent.style.overflow = "visible";
        parent.replaceChildren(place);
        invito.embed(place);
      });
    },
    modal: function (given, namespace) {
      var before = document.activeElement, source = document.createElement("button");
      source.dataset.invitoPopup = describe(source, given.calLink, given.config, namespace);
      source.focus = function () {
        if (before) before.focus();
      };
      open(source);
    },
    floatingButton: function (given, namespace) {
      withInvito(function (invito) {
        var button = document.createElement("button"), id = (given.attributes || {}).id;
        var path = describe(button, given.calLink, given.config, namespace),
          accent = button.dataset.accent;
        button.textContent = given.buttonText || "Book my Cal";
        button.dataset.floating = given.buttonPosition === "bottom-left" ? "start" : "";
        button.dataset.invitoPopup = path;
        if (given.buttonColor) button.dataset.accent = given.buttonColor;
        var before = id && document.getElementById(id);
        if (before) before.remove();
        if (id) button.id = id;
        document.body.append(button);
        invito.embed(button);
        if (given.buttonTextColor) button.style.color = given.buttonTextColor;
        if (accent) button.dataset.accent = accent;
      });
    },
    ui: function (given, namespace) {
      looks[namespace] = Object.assign(looks[namespace] || {}, given);
    },
    on: function (given, namespace) {
      (listeners[namespace] = listeners[namespace] || []).push(given);
    },
    off: function (given, namespace) {
      listeners[namespace] = (listeners[namespace] || []).filter(function (each) {
        return each.action !== given.action || given.callback && each.callback !== given.callback;
      });
    },
    initNamespace: function (namespace) {
      follow(cal.ns[namespace], namespace);
    },
  };

  // Calls of the snippet wait in a queue; looks and listeners count for the calls before them too.
  function follow(api, namespace) {
    if (!api || api.invito) return;
    api.invito = true;
    var calls = (api.q || []).map((call) => Array.from(call));
    function make(call) {
      var verb = Object.hasOwn(verbs, call[0]) && verbs[call[0]];
      if (verb) verb(call[1] || {}, namespace);
    }
    api.q = {
      push: function (call) {
        make(Array.from(call));
      },
    };
    calls.sort(function (a, b) {
      return isFirst(b) - isFirst(a);
    }).forEach(make);
  }
  function isFirst(call) {
    return call[0] === "ui" || call[0] === "on";
  }

  document.addEventListener("click", function (event) {
    var source = event.target.closest("[data-cal-link]"), data = source && source.dataset;
    if (!source || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!data.invitoPopup) {
      var config = JSON.parse(data.calConfig || "{}");
      data.invitoPopup = describe(source, data.calLink, config, data.calNamespace || "");
    }
    open(source);
  });
  load("/widget.js", window.Invito, function () {
    load("/widget-popup.js", window.Invito.open, function () {
      var calls = waiting;
      waiting = null;
      calls.forEach(withInvito);
    });
  });
  follow(cal, "");
  for (var namespace in cal.ns) follow(cal.ns[namespace], namespace);
})();
