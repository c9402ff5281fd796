/* The parts of the page, and moving through its slides. Without these scripts the page is all slides under each
   other; nothing here makes content. */

const element = (id) => document.getElementById(id);
const byId = (name) => element("page." + name); // the page's own; a card may have any name without a dot
const page = document.documentElement;
const main = byId("slides");
const words = JSON.parse(byId("words").textContent);
const slides = Array.from(main.querySelectorAll(":scope > .slide"));
const total = slides.at(-1).dataset.number;
const speaking = new URLSearchParams(location.search).get("view") === "speaker"; // this tab is for the facilitator
let current = slides[0]; // the slide that is shown; that of the session, once it is drawn

const commands = {}; // the name of a command -> what it does; each file adds its own, and slides.html names their keys
const painters = []; // what draws something of the slide that is shown; each file adds its own
const inDialog = {}; // the name of a dialog -> what a key does in it: (event, command) -> whether it did anything

const saying = (name, values = {}) =>
  words["slides_" + name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
const headingOf = (slide) => slide.querySelector("h1, h2");
const titleOf = (slide) => (slide.querySelector(".content > .kicker") ?? headingOf(slide)).textContent;
const open = () => document.querySelector("dialog[open]");
const buttonsOf = (command) => document.querySelectorAll(`:is(.bar, .commands) [data-command="${command}"]`);

/* A choice of this browser for all decks; where storage is refused it lasts as long as the page. */
const kept = {
  get(name) { try { return localStorage.getItem("teamcards-" + name); } catch { return null; } },
  set(name, value) { try { localStorage.setItem("teamcards-" + name, value); } catch { /* not kept */ } },
};

/* A new element of this class with texts, which stay texts, and other elements in it. */
function made(tag, name = "", ...inside) {
  const it = document.createElement(tag);
  if (name) it.className = name;
  it.append(...inside);
  return it;
}

/* Puts other elements into a list, unless they would look the same: who reads it is not interrupted. */
function renew(list, items) {
  if (list.innerHTML !== made("i", "", ...items).innerHTML) list.replaceChildren(...items);
}

/* One live region for everything; the same words twice are told apart by a space that nobody sees. */
function announce(text) {
  const live = byId("live");
  live.textContent = live.textContent === text ? text + "\u00a0" : text;
}

/* Says on the buttons of a command whether it can be done now. */
function enable(command, possible) {
  for (const button of buttonsOf(command)) button.disabled = !possible;
}

/* Says on the buttons of a command whether what it turns on is on. */
function mark(command, on) {
  for (const button of buttonsOf(command)) button.setAttribute("aria-pressed", on);
}

// --- moving ----------------------------------------------------------------------------------------------------

/* Goes to a slide, in every tab. A step keeps the history as it is; a jump adds to it, so that Back returns. */
function go(slide, { jump = false } = {}) {
  if (jump && slide !== current) address(slide, "pushState");
  arrive(slide);
  begin(slide);
  session.set("zoom", null);
  session.set("read", 0);
  session.set("slide", slide.id);
}

/* The slide that comes next, or before; what was left out of the running order is passed over. */
function beside(slide, by) {
  const others = by > 0 ? slides.slice(slides.indexOf(slide) + 1) : slides.slice(0, slides.indexOf(slide)).reverse();
  return others.find((other) => !leftOut(other));
}

function step(by) {
  const next = beside(current, by);
  if (next) go(next);
  else announce(saying("position", { n: current.dataset.number, m: total }));
}

/* Shows a slide. The focus comes along from another slide, but stays on a button, so that it can be pressed again. */
function show(slide) {
  const active = document.activeElement;
  const focus = active === document.body || main.contains(active) || !active.checkVisibility();
  current.hidden = true;
  current = slide;
  current.hidden = false;
  for (const ground of ["night", "poster"]) byId("bar").classList.toggle("on-" + ground, slide.classList.contains(ground));
  byId("deck-title").hidden = slide === slides[0]; // elsewhere the page has its heading for those who cannot see
  address(slide, "replaceState");
  const { number } = slide.dataset;
  byId("position").textContent = number + " / " + total;
  byId("progress").style.setProperty("--done", number / total);
  for (const paint of painters) paint();
  fit(slide);
  slide.querySelector(".face").scrollTop = 0;
  shade();
  if (focus && !open()) headingOf(slide).focus({ preventScroll: true });
  const place = saying("position", { n: number, m: total });
  announce(focus ? place : place + ": " + headingOf(slide).textContent);
}

function address(slide, how) {
  try { history[how](null, "", "#" + slide.id); } catch { /* Safari refuses more than a hundred in half a minute */ }
}

/* The slide of this id or number; without its step when it has none of that number. */
function slideCalled(name) {
  const found = (id) => slides.find((slide) => slide.id === id) ?? slides.find((slide) => slide.dataset.number === id);
  return found(name.toLowerCase()) ?? found(name.toLowerCase().split("/")[0]);
}

/* The slide of the session: the first one where it has none, or one that the deck has no more. */
const slideKept = () => slideCalled(session.get("slide", "")) ?? slides[0];

function addressName() {
  const name = location.hash.slice(1);
  try { return decodeURIComponent(name); } catch { return name; }
}

/* Goes where the address says; to the start when there is no such slide; without an address, where the session is. */
function follow() {
  const name = addressName();
  const found = slideCalled(name);
  const slide = name ? found ?? slides[0] : slideKept();
  if (open() === byId("blank")) resume();
  else open()?.close();
  if (name && slide !== slideKept()) go(slide);
  else show(slide); // also when nothing moves: what was typed gives way to the slide's own address
  if (name && !found) announce(saying("unknown", { name }) + " " + saying("position", { n: 1, m: total }));
}

session.on("slide", () => show(slideKept()));
Object.assign(commands, {
  next: () => step(1),
  previous: () => step(-1),
  first: () => go(slides[0]),
  last: () => go(slides.at(-1)),
});
