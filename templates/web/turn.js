/* Whose turn it is to speak: everybody once a round, and another person begins each time. */

let turnTimer = 0;

/* The order of speaking and how far it came; whoever came in late speaks last. `since` is when the turn began, as Date.now()
   tells it. */
function turn() {
  const { slide, seed, round, order, at, since } = session.get("turn", {});
  const everybody = called().map((_, place) => place + 1);
  const kept = Array.isArray(order) ? Array.from(new Set(order)).filter((person) => everybody.includes(person)) : [];
  const whole = [...kept, ...everybody.filter((person) => !kept.includes(person))];
  return {
    slide,
    seed: Number.isInteger(seed) ? seed : Date.now() % 2 ** 31,
    round: Number.isInteger(round) && round >= 0 ? round : -1,
    order: whole,
    at: Number.isInteger(at) && at >= 0 ? Math.min(at, whole.length) : whole.length,
    since: Number.isFinite(since) ? since : Date.now(),
  };
}

function takeTurn(changes) {
  session.set("turn", { ...turn(), since: Date.now(), ...changes });
}

function beginRound() {
  const { seed, round, order } = turn();
  const everybody = order.toSorted((one, other) => one - other);
  takeTurn({ slide: current.dataset.of, round: round + 1, order: speakingOrder(everybody, round + 1, seed), at: 0 });
}

/* Another card begins another round; the same one goes on where it was. */
function openTurn() {
  if (!people()) {
    openPeople();
    return warn("people-wrong", saying("people_first"));
  }
  const { slide, order, at } = turn();
  if (slide !== current.dataset.of || at >= order.length) beginRound();
  session.set("view", "turn");
}

function nextTurn() {
  const { order, at } = turn();
  if (at >= order.length) beginRound();
  else takeTurn({ at: at + 1 });
  sayTurn();
}

/* The last one has nobody to wait for. */
function passTurn() {
  const { order, at } = turn();
  if (at >= order.length - 1) return nextTurn();
  takeTurn({ order: [...order.slice(0, at), ...order.slice(at + 1), order[at]] });
  sayTurn();
}

function sayTurn() {
  const { order, at } = turn();
  announce(at < order.length ? inFull(called()[order[at] - 1]) : saying("turn_done"));
}

// --- shown -----------------------------------------------------------------------------------------------------

function drawTurn() {
  const { order, at } = turn();
  const [mine, next, ...rest] = order.slice(at).map((person) => called()[person - 1]);
  const over = mine === undefined;
  byId("turn-of").textContent = over ? "" : saying("turn_of", { n: at + 1, m: order.length });
  byId("turn-name").textContent = over ? saying("turn_done") : inFull(mine);
  byId("turn-next").textContent = next ? saying("turn_next", { name: inFull(next) }) : over ? "" : saying("turn_last");
  byId("turn-then").textContent = rest.length ? saying("turn_then", { names: rest.slice(0, 5).join(", ") + (rest.length > 5 ? " …" : "") }) : "";
  byId("turn-pass").disabled = at >= order.length - 1;
  byId("turn-on").firstElementChild.textContent = saying(over ? "turn_again" : "turn_on");
  clearTimeout(turnTimer);
  showTurnLeft();
}

/* What is left of somebody's time, where the method gives everybody as long. */
function showTurnLeft() {
  const { order, at, since } = turn();
  const given = at < order.length ? Number(ofMethod("turn")) : 0;
  const left = Math.max(0, given - Math.floor((Date.now() - since) / 1000));
  byId("turn-left").textContent = given ? digits(left) : "";
  const before = byId("turn-left").classList.contains("up");
  byId("turn-left").classList.toggle("up", given > 0 && left === 0);
  if (left && byId("turn").open) turnTimer = setTimeout(showTurnLeft, 1000 - ((Date.now() - since) % 1000));
  if (given && !left && !before) announce(saying("clock_up"));
}

views.turn = drawTurn;
for (const name of ["turn", "people", "names"]) session.on(name, () => { if (view() === "turn") drawTurn(); });
commands.turn = openTurn;
inDialog.turn = (event, command) => {
  const does = { turn: nextTurn, phase: passTurn }[command];
  does?.();
  return does !== undefined;
};
byId("turn-on").addEventListener("click", nextTurn);
byId("turn-pass").addEventListener("click", passTurn);
