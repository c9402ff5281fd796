/* The card table: which cards lie on it, in which order, which way up, and which were picked. */

const OPENINGS = ".kind-segment, .kind-rest"; // the slides that open a part of the deck
const suits = new Set(slides.map((slide) => slide.dataset.suit).filter(Boolean));
let deckCards = null; // the id of a slide -> the slide that stands for its card; made when the table is first asked for

/* A slide for each card, also of those that are played twice. */
function cardsById() {
  deckCards ??= new Map(pile("").map((slide) => [slide.id, slide]));
  return deckCards;
}

const cardName = (id) => titleOf(cardsById().get(id));

/* The table as the session has it: `order` are all of its cards, `laid` those that were not picked, `turned` those that lie
   another way up than the others. */
function table() {
  const { from, up, order, turned, picked } = session.get("table", {});
  const known = (list) => new Set(Array.isArray(list) ? list.filter((id) => cardsById().has(id)) : []);
  const [all, taken] = [known(order), known(picked)];
  return {
    from: suits.has(from) || slides.some((slide) => slide.id === from && slide.matches(OPENINGS)) ? from : "",
    up: up === true,
    order: [...all],
    turned: known(turned),
    picked: [...taken],
    laid: [...all].filter((id) => !taken.has(id)),
  };
}

function keepTable(changes) {
  const { from, up, order, turned, picked } = { ...table(), ...changes };
  session.set("table", { from, up, order, turned: [...turned], picked });
}

const isUp = (id, { up, turned }) => up !== turned.has(id);

// --- which cards -----------------------------------------------------------------------------------------------

/* The slide that opens the part of a slide; none in a deck without parts, or before the first. */
function openingOf(slide) {
  const before = slides.slice(0, slides.indexOf(slide) + 1);
  return before.findLast((each) => each.matches(OPENINGS)) ?? null;
}

/* The cards of a suit, of a part, or of the whole deck: ids, each card once. */
function cardsFrom(from) {
  const part = from.includes(".") ? element(from) : null;
  if (!part) return pile(from).map((slide) => slide.id);
  const after = slides.slice(slides.indexOf(part) + 1);
  const end = after.findIndex((slide) => slide.matches(OPENINGS));
  const cards = new Set(after.slice(0, end < 0 ? after.length : end).map((slide) => slide.dataset.card));
  return pile("").filter((slide) => cards.has(slide.dataset.card)).map((slide) => slide.id);
}

/* Cards that lie face down were shuffled; whoever sees them all finds them in the order of the deck. */
function lay(from, up) {
  const cards = cardsFrom(from);
  session.set("table", { from, up, order: up ? cards : shuffled(cards, Math.random), turned: [], picked: [] });
  announce(saying("table_laid", { n: cards.length }));
}

/* The table as it was left; the first time, the cards of this part, or all where that has one or none. */
function openTable() {
  const part = openingOf(current);
  if (!table().order.length) lay(part && cardsFrom(part.id).length > 1 ? part.id : "", false);
  session.set("view", "spread");
  focusHere();
}

// --- what is done with them ------------------------------------------------------------------------------------

function shuffleTable() {
  keepTable({ order: shuffled(table().order, Math.random) });
  announce(saying("table_shuffled"));
}

function turnAll(up) {
  keepTable({ up, turned: [] });
  announce(saying(up ? "table_all_up" : "table_all_down"));
}

/* Turns up the first card that lies face down. */
function drawCard() {
  const state = table();
  const card = state.laid.find((id) => !isUp(id, state));
  if (!card) return announce(saying("table_all_up"));
  goTo(card);
  flip(card);
}

function flip(id) {
  const { turned, laid } = table();
  if (!laid.includes(id)) return;
  if (!turned.delete(id)) turned.add(id);
  keepTable({ turned });
  announce(cardSaid(id));
}

const cardSaid = (id) => {
  const state = table();
  return isUp(id, state) ? saying("table_opened", { title: cardName(id) }) : saying("table_closed", { n: state.laid.indexOf(id) + 1 });
};

/* A picked card lies open. Its neighbour has its place. */
function pick(id) {
  const { picked, laid } = table();
  const place = laid.indexOf(id);
  if (place < 0) return;
  goTo(laid[place + 1] ?? laid[place - 1] ?? "");
  keepTable({ picked: [...picked, id] });
  announce(saying("table_taken", { title: cardName(id) }));
}

function putBack(id) {
  keepTable({ picked: table().picked.filter((other) => other !== id) });
  announce(saying("table_returned", { title: cardName(id) }));
}

/* Puts a card in the place of another one; those between make room. */
function moveCard(id, place) {
  const { order, laid } = table();
  const other = laid[place];
  if (!other || other === id) return;
  const after = laid.indexOf(id) < place;
  const rest = order.filter((each) => each !== id);
  rest.splice(rest.indexOf(other) + (after ? 1 : 0), 0, id);
  keepTable({ order: rest });
  goTo(id);
  announce(saying("table_place", { n: place + 1, m: laid.length }));
}

const tools = { // the buttons above the table, by their data-tool
  shuffle: shuffleTable,
  draw: drawCard,
  up: () => turnAll(true),
  down: () => turnAll(false),
  flip: () => flip(here),
  pick: () => pick(here),
  earlier: () => moveCard(here, table().laid.indexOf(here) - 1),
  later: () => moveCard(here, table().laid.indexOf(here) + 1),
};

commands.table = openTable;
