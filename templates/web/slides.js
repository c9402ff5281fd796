"use strict";
/* Moves through the slides of one page: by keys, buttons, swipes and addresses. The clock is in clock.js.
   Without this script the page is all slides under each other; nothing here makes content. */

const element = (id) => document.getElementById(id);
const byId = (name) => element("page." + name); // the page's own; a card may have any name without a dot
const page = document.documentElement;
const main = byId("slides");
const words = JSON.parse(byId("words").textContent);
const slides = Array.from(main.querySelectorAll(":scope > .slide"));
const total = slides.at(-1).dataset.number;
let current = slides[0];

const saying = (name, values = {}) =>
  words["slides_" + name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
const headingOf = (slide) => slide.querySelector("h1, h2");
const titleOf = (slide) => (slide.querySelector(".content > .kicker") ?? headingOf(slide)).textContent;
const open = () => document.querySelector("dialog[open]");

/* A file that is opened by double click may be refused storage; then a choice lasts as long as the page. */
const kept = {
  get(name) { try { return localStorage.getItem("teamcards-" + name); } catch { return null; } },
  set(name, value) { try { localStorage.setItem("teamcards-" + name, value); } catch { /* not kept */ } },
};

/* One live region for everything; the same words twice are told apart by a space that nobody sees. */
function announce(text) {
  const live = byId("live");
  live.textContent = live.textContent === text ? text + "\u00a0" : text;
}

// --- moving ----------------------------------------------------------------------------------------------------

/* Shows a slide. A step keeps the history as it is; a jump adds to it, so that Back returns from a drawn card. */
function show(slide, { jump = false, focus = true } = {}) {
  current = slide;
  for (const other of slides) other.hidden = other !== slide;
  byId("deck-title").hidden = slide === slides[0]; // elsewhere the page has its heading for those who cannot see
  try {
    history[jump ? "pushState" : "replaceState"](null, "", "#" + slide.id);
  } catch { /* Safari refuses more than a hundred in half a minute */ }
  const { number } = slide.dataset;
  byId("position").textContent = number + " / " + total;
  byId("progress").style.setProperty("--done", number / total);
  fillNotes();
  showClock();
  showReturn();
  fit(slide);
  slide.querySelector(".face").scrollTop = 0;
  shade();
  if (focus) headingOf(slide).focus({ preventScroll: true });
  const place = saying("position", { n: number, m: total });
  announce(focus ? place : place + ": " + headingOf(slide).textContent);
}

function step(by, options) {
  const next = slides[slides.indexOf(current) + by];
  if (next) show(next, options);
  else announce(saying("position", { n: current.dataset.number, m: total }));
}

/* The slide that the address names, by its id or its number; without its step when it has none of that number. */
function addressed() {
  const name = addressName().toLowerCase();
  const found = (id) => slides.find((slide) => slide.id === id) ?? slides.find((slide) => slide.dataset.number === id);
  return found(name) ?? found(name.split("/")[0]);
}

function addressName() {
  const name = location.hash.slice(1);
  try { return decodeURIComponent(name); } catch { return name; }
}

/* Goes where the address says; to the start when there is no such slide. */
function follow() {
  const name = addressName();
  const slide = addressed();
  open()?.close();
  show(slide ?? slides[0]);
  if (!slide && name) announce(saying("unknown", { name }) + " " + saying("position", { n: 1, m: total }));
}

// --- fitting ---------------------------------------------------------------------------------------------------

/* Sets type smaller until the slide is no higher than the screen, down to what can be read; then it scrolls. */
function fit(slide) {
  const face = slide.querySelector(".face");
  const content = slide.querySelector(".content");
  const fits = (scale) => {
    face.style.setProperty("--fit", scale);
    return face.scrollHeight <= face.clientHeight + 1 && [face, content].every((box) => box.scrollWidth <= box.clientWidth + 1);
  };
  let large = 1;
  if (!fits(large)) {
    const { fontSize } = getComputedStyle(page); // larger for who asked for larger type
    const larger = Number(getComputedStyle(page).getPropertyValue("--larger")) || 1;
    const readable = larger * Math.max(parseFloat(fontSize), Math.min(main.clientWidth, main.clientHeight * 1.78) * 0.015);
    let small = Math.min(1, readable / parseFloat(getComputedStyle(face).fontSize));
    for (let round = 0; round < 6; round += 1) {
      const middle = (small + large) / 2;
      if (fits(middle)) small = middle;
      else large = middle;
    }
    fits(small);
  }
  if (face.scrollHeight > face.clientHeight + 1) face.tabIndex = 0;
  else face.removeAttribute("tabindex");
  shade();
}

/* A slide that goes on below the edge says so. */
function shade() {
  const face = current.querySelector(".face");
  current.toggleAttribute("data-below", face.scrollTop + face.clientHeight < face.scrollHeight - 4);
}

/* Down and space first read on in a slide that is higher than the screen. */
function scrolled(by) {
  const face = current.querySelector(".face[tabindex]");
  if (!face) return false;
  const before = face.scrollTop;
  face.scrollBy({ top: by * face.clientHeight * 0.8, behavior: "instant" });
  return face.scrollTop !== before;
}

// --- notes -----------------------------------------------------------------------------------------------------

/* Notes are in the page only while their panel is open. */
function fillNotes() {
  const text = byId("notes-text");
  text.replaceChildren();
  if (byId("notes").hidden) return;
  const template = element("notes." + current.dataset.of);
  const notes = template?.content.cloneNode(true);
  if (notes?.firstElementChild) text.append(notes);
  else text.append(paragraph(saying("notes_none")));
  const next = slides[slides.indexOf(current) + 1];
  if (next) text.append(paragraph(saying("up_next") + ": " + titleOf(next), "next"));
  text.scrollTop = 0;
}

function paragraph(text, name = "") {
  const made = document.createElement("p");
  made.textContent = text;
  made.className = name;
  return made;
}

function toggleNotes() {
  const panel = byId("notes");
  panel.hidden = !panel.hidden;
  page.classList.toggle("with-notes", !panel.hidden);
  fillNotes();
  fit(current);
  (panel.hidden ? headingOf(current) : byId("notes-heading")).focus({ preventScroll: true });
}

// --- dialogs ---------------------------------------------------------------------------------------------------

function toggleDialog(id) {
  const dialog = byId(id);
  const showing = open();
  showing?.close();
  if (showing !== dialog) dialog.showModal();
}

/* The tiles are made from the slides when they are first asked for, so that the page says every word once. */
function fillOverview() {
  const list = byId("overview").querySelector(".tiles");
  if (!list.firstChild) {
    const shown = slides.filter((slide) => slide.dataset.of === slide.id);
    list.append(...shown.map(tile));
  }
  const mine = list.querySelector(`a[href="#${CSS.escape(current.dataset.of)}"]`);
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  mine?.setAttribute("aria-current", "page");
  return mine;
}

function tile(slide) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const number = document.createElement("b");
  const title = document.createElement("span");
  item.className = slide.className.replace("slide ", "");
  link.href = "#" + slide.id;
  number.textContent = slide.dataset.number;
  const icon = slide.querySelector(".band .icon");
  if (icon) link.append(icon.cloneNode(true));
  title.textContent = titleOf(slide);
  link.append(number, " ", title);
  item.append(link);
  return item;
}

function openOverview() {
  toggleDialog("overview");
  if (open() === byId("overview")) fillOverview()?.focus();
}

/* Keys in a grid of tiles or piles: to the one beside, or to the nearest one of the row above or below. A clicker has
   only page keys: they go to the one beside. */
function moveInGrid(dialog, key) {
  const links = Array.from(dialog.querySelectorAll(".tiles a, .piles button"));
  const here = document.activeElement;
  const at = links.indexOf(here);
  const beside = {
    ArrowLeft: at - 1, ArrowRight: at + 1, PageUp: at - 1, PageDown: at + 1, Home: 0, End: links.length - 1,
  }[key];
  const rows = links.map((link) => link.offsetTop).filter((top) => (key === "ArrowUp" ? top < here.offsetTop : top > here.offsetTop));
  const row = key === "ArrowUp" ? Math.max(...rows) : Math.min(...rows);
  const away = (link) => Math.abs(link.offsetLeft - here.offsetLeft);
  const near = links.filter((link) => link.offsetTop === row).sort((one, other) => away(one) - away(other));
  (beside === undefined ? near[0] : links[beside])?.focus();
}

// --- drawing ---------------------------------------------------------------------------------------------------

const drawn = new Set();
let origin = null; // the slide to go back to after drawing
let latest = null; // the card that was drawn last

/* One slide for each card: its last, since a myth has its answer only there. */
function pile(suit) {
  const cards = slides.filter((slide) => slide.dataset.of === slide.id && slide.dataset.card);
  const last = Array.from(new Map(cards.map((slide) => [slide.dataset.card, slide])).values());
  return last.filter((slide) => !suit || slide.dataset.suit === suit);
}

const left = (suit) => pile(suit).filter((slide) => !drawn.has(slide.id));

function openDraw() {
  for (const button of byId("draw").querySelectorAll("[data-pile]")) {
    button.querySelector(".left").textContent = saying("left", { n: left(button.dataset.pile).length });
  }
  toggleDialog("draw");
  byId("draw").querySelector("[data-pile]").focus();
}

/* No card comes twice until its pile is empty; then all of the pile goes back. The card on screen waits its turn. */
function draw(suit) {
  if (!left(suit).length) for (const slide of pile(suit)) drawn.delete(slide.id);
  const others = left(suit).filter((slide) => slide.dataset.card !== current.dataset.card);
  const cards = others.length ? others : left(suit);
  const card = cards[Math.floor(Math.random() * cards.length)];
  drawn.add(card.id);
  byId("draw").close();
  if (!origin || current.dataset.of !== latest?.id) origin = current; // the next card drawn leads back there as well
  latest = card;
  show(card, { jump: true });
  announce(saying("drawn") + ": " + titleOf(card));
}

function goBack() {
  if (origin) show(origin, { jump: true });
}

/* The way back is offered from a drawn card until one is back there. */
function showReturn() {
  if (current === origin) origin = null;
  for (const button of document.querySelectorAll("[data-command=return]")) {
    button.disabled = !origin;
    if (button.closest(".bar")) button.parentElement.hidden = !origin;
  }
}

// --- the screen ------------------------------------------------------------------------------------------------

function toggleTheme() {
  const night = page.dataset.theme
    ? page.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  page.dataset.theme = night ? "light" : "dark";
  kept.set("theme", page.dataset.theme);
}

function toggleFullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else page.requestFullscreen?.().catch(() => { /* the browser says no */ });
}

/* Keeps the screen of the laptop on where the browser can; it lets go whenever the page is out of sight. */
function stayAwake() {
  if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => { /* fine */ });
}

// --- commands --------------------------------------------------------------------------------------------------

const commands = {
  next: (options) => step(1, options),
  previous: (options) => step(-1, options),
  first: (options) => show(slides[0], options),
  last: (options) => show(slides.at(-1), options),
  notes: toggleNotes,
  clock: toggleClock,
  reset: resetClock,
  phase: nextPhase,
  overview: openOverview,
  draw: openDraw,
  return: goBack,
  theme: toggleTheme,
  blank: () => toggleDialog("blank"),
  fullscreen: toggleFullscreen,
  help: () => toggleDialog("help"),
  close: () => open()?.close(),
};

const keys = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
  ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", "Shift+ ": "previous",
  Home: "first", End: "last", Escape: "overview",
  Backspace: "return", r: "return", n: "notes", t: "clock", "Shift+t": "reset", p: "phase", o: "overview", d: "draw", l: "theme",
  b: "blank", ".": "blank", f: "fullscreen", "?": "help", F1: "help",
};

function commandOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shifted = event.shiftKey && keys["Shift+" + key];
  if (key.length === 1 && key !== " " && !byId("single-keys").checked) return undefined;
  return shifted || keys[key];
}

/* Typing, and pressing a button with space or Enter, are never a shortcut; nor is anything with Ctrl, Alt or Meta. */
function elsewhere(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return true;
  const target = event.target instanceof Element ? event.target : page;
  if (target.closest("textarea, select, input:not([type=checkbox]), [contenteditable]")) return true;
  return event.key === " " && target.closest("a:not(.tiles a), button, input") !== null;
}

function onKey(event) {
  if (elsewhere(event)) return;
  const dialog = open();
  const command = commandOf(event);
  if (dialog) {
    if (!usedIn(dialog, event, command)) return;
  } else if (command) {
    const reads = { ArrowDown: 1, ArrowUp: -1, " ": event.shiftKey ? -1 : 1 }[event.key];
    if (reads && (inNotes(event.target) || scrolled(reads))) return inNotes(event.target) || event.preventDefault();
    commands[command]();
  } else return;
  event.preventDefault();
}

/* What a key does while a dialog is open; whether it did anything. Keys that move, move in the dialog; every other key
   does there what it does elsewhere, and closes the dialog. */
function usedIn(dialog, event, command) {
  if (event.key === "Escape") return false; // the dialog closes itself
  const moves = /^(Arrow|Page|Home|End| )/.test(event.key);
  if (dialog === byId("blank")) dialog.close();
  else if (moves && dialog === byId("help")) return false; // it scrolls
  else if (event.key === " ") event.target.closest("a")?.click();
  else if (moves) moveInGrid(dialog, event.key);
  else if (command === "draw" && dialog === byId("draw")) draw("");
  else if (command) {
    dialog.close();
    if (dialog !== byId(command)) commands[command]();
  } else return false;
  return true;
}

const inNotes = (target) => target === byId("notes-text") && target.scrollHeight > target.clientHeight;

/* From a button the focus stays on the button, so that it can be pressed again. */
function onClick(event) {
  const button = event.target.closest("[data-command], [data-pile]");
  const dialog = open();
  const link = event.target.closest('a[href^="#"]');
  if (button?.dataset.pile !== undefined) draw(button.dataset.pile);
  else if (button) {
    if (dialog && button.dataset.command !== "close") dialog.close();
    commands[button.dataset.command]({ focus: dialog !== null });
  } else if (link) dialog?.close();
  else if (dialog && event.target === dialog) dialog.close(); // the backdrop
}

// --- touch -----------------------------------------------------------------------------------------------------

let touch = null;

function onTouchStart(event) {
  const [finger, second] = event.touches;
  const zoomed = window.visualViewport?.scale > 1.05;
  touch = second || zoomed ? null : { x: finger.clientX, y: finger.clientY, at: event.timeStamp };
}

/* A swipe to the side, or a tap on an outer edge, turns the page. */
function onTouchEnd(event) {
  if (!touch || event.touches.length) return;
  const finger = event.changedTouches[0];
  const [across, down] = [finger.clientX - touch.x, finger.clientY - touch.y];
  const still = Math.hypot(across, down) < 10 && event.timeStamp - touch.at < 400;
  const edge = still && !event.target.closest("a, button") ? finger.clientX / innerWidth : 0.5;
  if (Math.abs(across) > 48 && Math.abs(across) > 2 * Math.abs(down)) step(across < 0 ? 1 : -1);
  else if (edge < 0.15 || edge > 0.85) step(edge > 0.5 ? 1 : -1);
  touch = null;
}

// --- start -----------------------------------------------------------------------------------------------------

function start() {
  page.classList.add("live");
  page.dataset.theme = kept.get("theme") ?? "";
  document.querySelector(".skip")?.remove(); // only the current slide is there: nothing to skip
  byId("bar").hidden = byId("live").hidden = false;
  if (!document.fullscreenEnabled) for (const button of document.querySelectorAll("[data-command=fullscreen]")) button.parentElement.hidden = true;
  byId("single-keys").checked = kept.get("single-keys") !== "off";
  byId("single-keys").addEventListener("change", (event) => kept.set("single-keys", event.target.checked ? "on" : "off"));
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  main.addEventListener("scroll", shade, { capture: true, passive: true });
  main.addEventListener("touchstart", onTouchStart, { passive: true });
  main.addEventListener("touchend", onTouchEnd, { passive: true });
  addEventListener("hashchange", follow);
  new ResizeObserver(() => fit(current)).observe(main);
  document.fonts.ready.then(() => fit(current));
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
  follow();
}
