/* Draws a random card of a suit, and goes back to where one was. */

/* What was drawn, the slide to go back to, the card that was drawn last, and the view it came from: by their ids. */
function drawing() {
  const { drawn, origin, latest, view } = session.get("drawing", {});
  return { drawn: Array.isArray(drawn) ? drawn : [], origin: slides.some((slide) => slide.id === origin) ? origin : null, latest, view };
}

/* One slide for each card: its last, since a myth has its answer only there. */
function pile(suit) {
  const cards = slides.filter((slide) => slide.dataset.of === slide.id && slide.dataset.card);
  const last = Array.from(new Map(cards.map((slide) => [slide.dataset.card, slide])).values());
  return last.filter((slide) => !suit || slide.dataset.suit === suit);
}

const left = (suit, drawn) => pile(suit).filter((slide) => !drawn.includes(slide.id));

function openDraw() {
  fillPiles();
  toggleDialog("draw");
  byId("draw").querySelector("[data-pile]").focus();
}

function fillPiles() {
  for (const button of byId("draw").querySelectorAll("[data-pile]")) {
    button.querySelector(".left").textContent = saying("left", { n: left(button.dataset.pile, drawing().drawn).length });
  }
}

/* No card comes twice until its pile is empty; then all of the pile goes back. The card on screen waits its turn. */
function draw(suit) {
  const { drawn } = drawing();
  const back = left(suit, drawn).length ? [] : pile(suit).map((slide) => slide.id);
  const before = drawn.filter((id) => !back.includes(id));
  const cards = left(suit, before);
  const others = cards.filter((slide) => slide.dataset.card !== current.dataset.card);
  const among = others.length ? others : cards;
  const card = among[Math.floor(Math.random() * among.length)];
  open()?.close();
  leadTo(card, [...before, card.id]);
  announce(saying("drawn") + ": " + titleOf(card));
}

/* Goes to a card, with a way back to here: to this slide, or to what is shown large instead. */
function leadTo(card, drawn = drawing().drawn, view = "") {
  const { origin, latest, view: before } = drawing();
  const again = origin && current.dataset.of === latest; // the next card leads back there as well
  session.set("drawing", { drawn, origin: again ? origin : current.id, latest: card.id, view: view || (again ? before : "") });
  go(card, { jump: true });
}

function goBack() {
  const { origin, view } = drawing();
  if (!origin) return;
  go(slideCalled(origin), { jump: true });
  if (view) session.set("view", view);
}

/* The way back is offered from a drawn card until one is back there. */
function arrive(slide) {
  if (slide.id === drawing().origin) session.set("drawing", { ...drawing(), origin: null });
}

function showReturn() {
  const { origin } = drawing();
  enable("return", origin);
  byId("bar").querySelector(".returns").hidden = !origin;
}

painters.push(showReturn);
session.on("drawing", () => { showReturn(); fillPiles(); });
Object.assign(commands, { draw: openDraw, return: goBack });
inDialog.draw = (event, command) => {
  if (command === "draw") draw("");
  return command === "draw";
};
byId("draw").addEventListener("click", (event) => {
  const button = event.target.closest("[data-pile]");
  if (button) draw(button.dataset.pile);
});
