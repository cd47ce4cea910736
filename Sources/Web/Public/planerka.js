// Planerka: comfort only. Every page works with this file absent.
(function () {
  "use strict";
  var root = document.documentElement;

  // Theme: the remembered choice is set before the first paint.
  function remembered() {
    try { return localStorage.getItem("planerka-theme") || ""; } catch (error) { return ""; }
  }
  function remember(name) {
    try { localStorage.setItem("planerka-theme", name); } catch (error) { /* a private window */ }
  }
  function paint(name) {
    if (name === "light" || name === "dark") root.setAttribute("data-theme", name);
    else root.removeAttribute("data-theme");
  }
  function nameTheme(button) {
    var now = root.getAttribute("data-theme") || "system";
    var words = button.getAttribute("data-" + now);
    if (words) { button.setAttribute("aria-label", words); button.title = words; }
  }
  paint(remembered());

  function first(selector) { return document.querySelector(selector); }
  function inField(target) {
    return target instanceof Element
      && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
  }
  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except && !(except && menu.contains(except))) menu.open = false;
    });
  }
  function toggleKeys() {
    var box = first("#keys");
    if (!box || !box.showModal) return;
    if (box.open) box.close(); else box.showModal();
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-theme-switch]").forEach(function (button) {
      button.hidden = false;
      nameTheme(button);
    });
    document.querySelectorAll("[data-drop]").forEach(watchDrop);
  });

  document.addEventListener("click", function (event) {
    if (!(event.target instanceof Element)) return;
    closeMenus(event.target.closest("details.menu"));
    var button = event.target.closest("[data-theme-switch]");
    if (button) {
      var now = root.getAttribute("data-theme") || "";
      var next = now === "" ? "light" : now === "light" ? "dark" : "";
      paint(next);
      remember(next);
      nameTheme(button);
    }
    if (event.target.closest("[data-keys]")) toggleKeys();
    if (event.target.closest("[data-print]")) window.print();
  });

  // Keys: / finds, ? lists the keys, G and a letter goes; never inside a field.
  var goAt = 0;
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      var open = first("details.menu[open]");
      closeMenus(null);
      if (open) open.querySelector("summary").focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
    // The place of the key, so that G and a letter work in the Russian layout too.
    var place = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : "";
    if (goAt && Date.now() - goAt < 1500 && place) {
      goAt = 0;
      var link = first('[data-go="' + place + '"]');
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    goAt = 0;
    if (event.key === "?" || (event.shiftKey && event.code === "Slash")) {
      event.preventDefault();
      toggleKeys();
    } else if (event.key === "/" || (event.code === "Slash" && !event.shiftKey)) {
      var find = first("[data-find]");
      if (find) { event.preventDefault(); find.focus(); find.select(); }
    } else if (place === "g") {
      goAt = Date.now();
    } else if (place) {
      var act = first('[data-key="' + place + '"]');
      if (act) { event.preventDefault(); act.click(); }
    }
  });

  // Import: a file dropped on the zone lands in its own field; the form is sent by its button.
  function watchDrop(zone) {
    var input = zone.querySelector('input[type="file"]');
    var name = zone.querySelector("[data-drop-name]");
    if (!input) return;
    function show() {
      var file = input.files && input.files[0];
      zone.classList.toggle("full", Boolean(file));
      if (name && file) name.textContent = file.name;
    }
    ["dragenter", "dragover"].forEach(function (kind) {
      zone.addEventListener(kind, function (event) {
        event.preventDefault();
        zone.classList.add("over");
      });
    });
    ["dragleave", "drop"].forEach(function (kind) {
      zone.addEventListener(kind, function (event) {
        if (kind === "dragleave" && zone.contains(event.relatedTarget)) return;
        zone.classList.remove("over");
      });
    });
    zone.addEventListener("drop", function (event) {
      event.preventDefault();
      if (event.dataTransfer && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        show();
      }
    });
    input.addEventListener("change", show);
    // A file let go beside the zone must not replace the page.
    ["dragover", "drop"].forEach(function (kind) {
      window.addEventListener(kind, function (event) { event.preventDefault(); });
    });
  }
})();
