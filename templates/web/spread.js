/* Draws the card table. Only cards that are seen are made, so that a thousand are as quick as ten. */

const felt = byId("felt");
const spreadCards = byId("felt-cards");
const [WIDEST, NARROWEST] = [27, 6.6]; // a card, in rem: as wide as lets all cards be seen, or else the narrowest
const HIGH = 88 / 63; // a card of 63 by 88 mm
const GAP = 0.6; // between cards, in rem

let here = ""; // the card that keys and buttons are about: each tab has its own
let seen = null; // the table as it was drawn last

// --- places ----------------------------------------------------------------------------------------------------

/* How wide a place is, in pixels, and how many are beside each other. */
function places(count) {
  const rem = parseFloat(getComputedStyle(page).fontSize);
  const [gap, room] = [GAP * rem, spreadCards.clientWidth + GAP * rem];
  const most = Math.max(1, Math.floor(room / ((NARROWEST + GAP) * rem)));
  const beside = (across) => {
    const card = Math.min(WIDEST * rem, Math.floor(room / across - gap));
    return { card, across, wide: card + gap, high: card * HIGH + gap };
  };
  const all = Array.from({ length: most }, (_, fewer) => beside(fewer + 1));
  return all.find(({ across, wide, high }) => (across + 1) * wide > room && Math.ceil(count / across) * high <= felt.clientHeight) ?? all.at(-1);
}

/* The numbers of the cards that are in sight, with a row to spare; and the one that has the focus. */
function inSight(count, { high, across }) {
  const first = Math.max(0, Math.floor(felt.scrollTop / high) - 1) * across;
  const last = Math.min(count, (Math.ceil((felt.scrollTop + felt.clientHeight) / high) + 1) * across);
  const numbers = Array.from({ length: Math.max(0, last - first) }, (_, order) => first + order);
  const mine = seen.laid.indexOf(here);
  return numbers.includes(mine) || mine < 0 ? numbers : [...numbers, mine].sort((one, other) => one - other);
}

// --- drawing ---------------------------------------------------------------------------------------------------

function drawTable() {
  seen = table();
  if (!seen.laid.includes(here)) here = seen.laid[0] ?? "";
  fillTools();
  fillTray();
  layOut();
}

function layOut() {
  const { laid } = seen;
  const grid = places(laid.length);
  const there = new Map(Array.from(spreadCards.children, (item) => [item.dataset.id, item]));
  const focused = spreadCards.contains(document.activeElement);
  spreadCards.style.height = Math.ceil(laid.length / grid.across) * grid.high + "px";
  spreadCards.style.setProperty("--card", grid.card + "px");
  const items = inSight(laid.length, grid).map((number) => placed(there.get(laid[number]) ?? cardItem(laid[number], made("button")), number, grid));
  for (const item of spreadCards.querySelectorAll("li")) if (!items.includes(item)) item.remove();
  for (const [place, item] of items.entries()) if (spreadCards.children[place] !== item) spreadCards.insertBefore(item, spreadCards.children[place]);
  byId("felt-empty").hidden = laid.length > 0;
  if (focused && !spreadCards.contains(document.activeElement)) focusHere();
}

function placed(item, number, { wide, high, across }) {
  const { id } = item.dataset;
  item.style.setProperty("--x", (number % across) * wide + "px");
  item.style.setProperty("--y", Math.floor(number / across) * high + "px");
  item.setAttribute("aria-posinset", number + 1);
  item.setAttribute("aria-setsize", seen.laid.length);
  const face = isUp(id, seen) ? "up" : "down";
  if (item.dataset.face !== face) item.firstElementChild.replaceChildren(...(face === "up" ? [...front(id), ...textOf(id)] : [back()]));
  item.dataset.face = face;
  item.firstElementChild.tabIndex = id === here ? 0 : -1;
  item.toggleAttribute("data-here", id === here);
  if (face === "up") item.firstElementChild.removeAttribute("aria-label");
  else item.firstElementChild.setAttribute("aria-label", saying("table_closed", { n: number + 1 }));
  return item;
}

function cardItem(id, ...inside) {
  const item = made("li", "suit-" + cardsById().get(id).dataset.suit, ...inside);
  item.dataset.id = id;
  return item;
}

/* The band with icon and suit, the title and a large icon: as on the slide. */
function front(id) {
  const slide = cardsById().get(id);
  const icon = () => slide.querySelector(".band .icon").cloneNode(true);
  const suit = made("span", "", slide.querySelector(".band .suit").textContent);
  return [made("span", "", icon(), " ", suit), " ", made("b", "", titleOf(slide)), icon()];
}

/* How its text begins, for who sees a large card; the slide has all of it. */
function textOf(id) {
  const text = cardsById().get(id).querySelector(".content > :is(.hero, .body):not([id])")?.textContent.trim();
  const said = made("span", "told", text ?? "");
  said.setAttribute("aria-hidden", "true");
  return text ? [said] : [];
}

/* The common back: mesh, icon and title of the deck, in the colour of its suit. */
function back() {
  const icon = byId("draw").querySelector(`.suit-${felt.dataset.suit} .icon`);
  const shown = icon ? [icon.cloneNode(true)] : [];
  const mesh = made("span", "mesh suit-" + felt.dataset.suit, ...shown, made("b", "", deckTitle()));
  mesh.setAttribute("aria-hidden", "true");
  return mesh;
}

// --- what lies beside it ---------------------------------------------------------------------------------------

function fillTools() {
  const select = byId("spread-from");
  const part = seen.from.includes(".") ? element(seen.from) : openingOf(current);
  select.querySelector("[data-part]")?.remove();
  if (part) {
    const option = new Option(saying("table_part", { title: titleOf(part) }), part.id);
    option.dataset.part = "";
    select.options[0].after(option);
  }
  select.value = seen.from;
  const place = seen.laid.indexOf(here);
  const possible = { draw: !seen.laid.every((id) => isUp(id, seen)), flip: place >= 0, pick: place >= 0, earlier: place > 0, later: place >= 0 && place < seen.laid.length - 1 };
  for (const button of byId("spread").querySelectorAll("[data-tool]")) button.setAttribute("aria-disabled", possible[button.dataset.tool] === false);
}

function fillTray() {
  const list = byId("tray-cards");
  const focused = list.contains(document.activeElement);
  byId("tray-heading").textContent = saying("table_picked", { n: seen.picked.length });
  byId("tray-none").hidden = seen.picked.length > 0;
  if (seen.picked.join() === list.dataset.picked) return;
  list.dataset.picked = seen.picked.join();
  list.replaceChildren(...seen.picked.map(trayItem));
  if (focused) (list.querySelector("a") ?? spreadCards.querySelector("[tabindex='0']"))?.focus();
}

function trayItem(id) {
  const link = made("a", "", ...front(id));
  const button = crossButton(saying("table_back", { title: cardName(id) }));
  link.href = "#" + id;
  button.dataset.back = id;
  return cardItem(id, link, button);
}

// --- keys and clicks -------------------------------------------------------------------------------------------

/* Makes this card the one that keys are about, and brings it in sight. */
function goTo(id) {
  here = id;
  const place = seen.laid.indexOf(id);
  const { high, across } = places(seen.laid.length);
  const top = Math.floor(place / across) * high;
  if (place >= 0 && (top < felt.scrollTop || top + high > felt.scrollTop + felt.clientHeight)) felt.scrollTop = top + high / 2 - felt.clientHeight / 2;
  layOut();
  fillTools();
  if (spreadCards.contains(document.activeElement)) focusHere();
}

const focusHere = () => spreadCards.querySelector("[tabindex='0']")?.focus({ preventScroll: true });

/* Arrows go to another card, with Shift they take the card along. */
function onTableKey(event, command) {
  if (command === "table") session.set("view", "");
  else if (command === "draw") drawCard();
  else if (event.key.toLowerCase() === "x" && byId("single-keys").checked) return pickOrPutBack(event.target);
  else if (!spreadCards.contains(event.target)) return false;
  else return arrow(event);
  return true;
}

function arrow({ key, shiftKey }) {
  const { across } = places(seen.laid.length);
  const at = seen.laid.indexOf(here);
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across, Home: -at, End: seen.laid.length - 1 - at }[key];
  if (by === undefined) return false;
  const place = at + by;
  if (shiftKey) moveCard(here, place);
  else if (seen.laid[place]) goTo(seen.laid[place]);
  return true;
}

/* X on a card picks it, on a picked one puts it back. */
function pickOrPutBack(target) {
  const item = target.closest("#page\\.felt-cards li, #page\\.tray-cards li");
  if (!item) return false;
  if (spreadCards.contains(item)) pick(item.dataset.id);
  else putBack(item.dataset.id);
  return true;
}

function onTableClick(event) {
  const [card, tool, returned, link] = ["#page\\.felt-cards li", "[data-tool]", "[data-back]", ".tray a"].map((each) => event.target.closest(each));
  if (card) goTo(card.dataset.id);
  if (card) flip(card.dataset.id);
  else if (tool && tool.getAttribute("aria-disabled") !== "true") tools[tool.dataset.tool]();
  else if (returned) putBack(returned.dataset.back);
  else if (link) {
    event.preventDefault(); // the way back is kept as well
    session.set("view", "");
    leadTo(cardsById().get(link.parentElement.dataset.id), drawing().drawn, "spread");
  }
}

views.spread = drawTable;
session.on("table", () => { if (view() === "spread") drawTable(); });
inDialog.spread = onTableKey;
byId("spread").addEventListener("click", onTableClick);
byId("spread-from").addEventListener("change", (event) => {
  here = "";
  felt.scrollTop = 0;
  lay(event.target.value, seen.up);
});
felt.addEventListener("scroll", () => { if (view() === "spread") layOut(); }, { passive: true });
new ResizeObserver(() => { if (view() === "spread") layOut(); }).observe(felt);
