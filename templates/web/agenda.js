/* Shows the running order: its dialog, where it stands for the facilitator, and quietly on the slides of the room. */

const orderDialog = byId("order"); // only there when the deck has a running order
const orderPart = (name) => byId("order-" + name);
let repairShown = null; // what the dialog offers, so that just this is accepted

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// --- words -----------------------------------------------------------------------------------------------------

/* How far a part is, as a name for its colour: a fifth left, a twentieth left, or over its time. */
function toneOf(left, whole) {
  const levels = [[0, "over"], [0.05, "last"], [0.2, "soon"]];
  return levels.find(([level]) => left <= level * whole)?.[1] ?? "";
}

function leftWords(left, tone) {
  const time = digits(Math.abs(Math.ceil(left / 1000)));
  if (tone === "over") return saying("time_over", { time });
  return [saying("time_left", { time }), tone && saying("tone_" + tone)].filter(Boolean).join(" · ");
}

function aheadWords({ ahead }) {
  const minutes = Math.round(ahead / 60);
  return saying(minutes > 0 ? "ahead" : minutes < 0 ? "behind" : "on_time", { n: Math.abs(minutes) });
}

/* Where the whole workshop stands, in one line. */
function wholeWords(at) {
  if (!at) return saying("not_started");
  if (asleep()) return saying("asleep_short");
  const pace = paceOf(at.order, at);
  if (at.running === at.order.length) return [saying("ended", { time: timeOfDay(at.since) }), aheadWords(pace)].join(" · ");
  return [aheadWords(pace), saying("ends", { time: timeOfDay(pace.projected) })].join(" · ");
}

/* The part that runs: its number, what it took of what it has, and what is left. */
function partWords(at) {
  const part = at?.order[at.running];
  if (!part || asleep()) return { text: "", tone: "" };
  const [spent, whole] = [at.now - at.since, part.minutes * MINUTE];
  const tone = toneOf(whole - spent, whole);
  const time = digits(Math.max(0, Math.floor(spent / 1000))) + " / " + digits(part.minutes * 60);
  return { text: [part.number + "/" + openings.length, time, leftWords(whole - spent, tone)].join(" · "), tone };
}

/* What a repair asks for, a sentence for each part. */
function repairWords({ part, minutes, drop }, running) {
  const titles = drop.map((id) => "‘" + titleOf(element(id)) + "’").join(", ");
  const spent = running && Math.round(tookFor(part.number - 1) / MINUTE);
  const how = running && minutes > spent ? "repair_finish" : running ? "repair_now" : minutes ? "repair_shorten" : "repair_skip";
  const told = { part: part.title, n: running ? minutes - spent : minutes, titles };
  return drop.length ? saying(running ? "repair_drop_now" : "repair_drop", told) : saying(how, told);
}

// --- the dialog ------------------------------------------------------------------------------------------------

function fillOrder() {
  const at = standing();
  put(orderPart("now"), at ? [aheadSpoken(at), saying("planned_end", { time: timeOfDay(at.end) })].join(" · ") : notStarted());
  orderPart("start").hidden = at !== null;
  fillAsleep();
  fillParts(at);
  fillRepair(at);
  const given = partForMinutes();
  orderPart("more").hidden = !given;
  if (given) put(orderPart("more-for"), saying("more_for", { part: given.title }));
  orderPart("undo").hidden = !plansKept().length;
  orderPart("unstart").hidden = placesBegun().length !== 1; // later it would throw away the times of a run
  orderPart("here").hidden = !at || !partsWritten[partOf(current)] || partOf(current) === runsAt();
}

const notStarted = () => saying("not_started_long", { time: timeOfDay(plannedEnd(partsNow(), Date.now())) });
const aheadSpoken = (at) => [runsAt() < openings.length && saying("part_of", { n: runsAt() + 1, m: openings.length }), wholeWords(at)].filter(Boolean).join(" · ");

function fillAsleep() {
  const silence = asleep();
  orderPart("asleep").hidden = !silence;
  if (!silence) return;
  const minutes = Math.round(Math.abs(silence[1] - silence[0]) / MINUTE);
  put(orderPart("asleep-text"), saying("asleep", { from: timeOfDay(silence[0]), n: minutes }));
}

/* A row for each part; made once, so that who reads it is not interrupted. */
function fillParts(at) {
  const body = orderPart("parts");
  if (!body.firstChild) body.append(...partsWritten.map(partRow));
  partsNow().forEach((part, place) => fillPart(body.rows[place], part, place, at));
  const whole = partsNow().reduce((sum, part) => sum + part.minutes, 0);
  put(orderPart("whole"), whole + " " + words.minutes);
  put(orderPart("elapsed"), at ? digits(Math.floor(Math.max(0, (runsAt() < openings.length ? at.now : at.since) - at.start) / 1000)) : "");
}

function partRow({ number, title }) {
  const head = header("row", made("b", "", String(number)), " ", made("span", "", title), made("small"));
  return made("tr", "", head, made("td"), made("td", "", made("span")));
}

function fillPart(row, part, place, at) {
  const before = partsWritten[place].minutes;
  const gone = before > 0 && part.minutes === 0;
  const without = partsWritten[place].drop.filter((id) => planNow().dropped.includes(id)).map((id) => "‘" + titleOf(element(id)) + "’");
  const running = at !== null && place === runsAt();
  row.classList.toggle("gone", gone);
  if (running) row.setAttribute("aria-current", "step");
  else row.removeAttribute("aria-current");
  const notes = [running && saying("now"), without.length && saying("without", { titles: without.join(", ") })];
  put(row.querySelector("small"), notes.filter(Boolean).join(" · "));
  put(row.cells[1], gone ? saying("left_out") : (before === part.minutes ? "" : before + " → ") + part.minutes + " " + words.minutes);
  fillTook(row.querySelector("td span"), part, tookFor(place), running);
}

function fillTook(cell, { minutes }, took, running) {
  const left = minutes * MINUTE - took;
  const tone = took !== null && running ? toneOf(left, minutes * MINUTE) : "";
  cell.className = tone;
  const told = running ? leftWords(left, tone) : differenceWords(left);
  put(cell, took === null ? "" : digits(Math.floor(took / 1000)) + " · " + told);
}

/* What a part that is over took more or less than it had. */
function differenceWords(left) {
  const time = digits(Math.round(Math.abs(left) / 1000));
  if (Math.abs(left) < MINUTE / 2) return saying("as_planned");
  return saying(left > 0 ? "shorter" : "longer", { time });
}

function fillRepair(at) {
  const offer = asleep() ? null : repairOffered();
  const running = (each) => each.part.number - 1 === runsAt();
  const lines = offer ? offer.parts.map((each) => repairWords(each, running(each))).filter(Boolean) : [];
  const over = offer?.over ? saying(lines.length ? "over_still" : "over_all", { n: offer.over }) : "";
  repairShown = lines.length ? offer : null;
  orderPart("repair").hidden = !offer || !(lines.length || over);
  orderPart("accept").hidden = !lines.length;
  renew(orderPart("lines"), lines.map((line) => made("li", "", line)));
  put(orderPart("over"), over || (offer ? saying("on_time_then", { time: timeOfDay(at.end) }) : ""));
}

function openOrder() {
  if (!orderDialog) return;
  toggleDialog("order");
  if (open() !== orderDialog) return;
  fillOrder();
  const first = [orderPart("accept"), orderPart("start")].find((button) => button.checkVisibility());
  (first ?? orderPart("now")).focus();
}

const orderButtons = {
  start: startWorkshop,
  accept: () => { if (repairShown) repairPlan(repairShown); },
  undo: undoPlan,
  here: runHere,
  minute: () => giveMinutes(1),
  five: () => giveMinutes(5),
  on: () => wake(false),
  still: () => wake(true),
  again: forgetWorkshop,
  unstart: forgetWorkshop,
};

/* What a button of the dialog does. The focus stays on it, or goes to what changed when the button is gone. */
function pressInOrder(event) {
  const button = event.target.closest("[data-order]");
  if (!button) return;
  orderButtons[button.dataset.order]();
  showOrder();
  if (!button.checkVisibility() || button === orderPart("undo")) orderPart("now").focus(); // pressed twice it would undo more
}

// --- the slides of the room, and the speaker view --------------------------------------------------------------

function showOrder() {
  if (!openings.length) return;
  const at = standing();
  const part = partWords(at);
  put(byId("pace-part"), part.text);
  byId("pace-part").className = part.tone;
  put(byId("pace-whole"), wholeWords(at));
  showAgenda(at);
  showTimes();
  if (open() === orderDialog) fillOrder();
}

/* On the slide of the running order: what is over, where we are, and when it ends. */
function showAgenda(at) {
  const running = runsAt();
  for (const [place, item] of main.querySelectorAll(".agenda > li").entries()) {
    item.classList.toggle("done", running > place && beganAt(place) > 0);
    if (place === running) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
  put(byId("agenda-pace"), at ? wholeWords(at) : "");
}

/* A break says when it is over: from the moment that its clock ran, or as if it ran from now. */
function showBreak() {
  const [back, clock] = [current.querySelector(".back"), clockOf(current)];
  if (!back) return;
  back.hidden = !clock;
  if (!clock) return;
  const { length } = clock.phases[clock.phase];
  put(back.querySelector("b"), timeOfDay(returnAt(clock.since || Date.now(), (length - clock.spent) / MINUTE)));
}

/* The minutes on the slides as the plan has them, and no cards that are left out. */
function showPlan() {
  const parts = partsNow();
  const items = main.querySelectorAll(".agenda > li > span");
  for (const [place, opening] of openings.entries()) {
    if (items[place]) put(items[place], parts[place].minutes + " " + words.minutes);
    const planned = opening.querySelector(".planned b");
    if (planned) put(planned, String(parts[place].minutes));
    for (const link of opening.querySelectorAll(".cards a")) link.parentElement.hidden = leftOut(element(link.hash.slice(1)));
  }
  markLeftOut();
  fillNotes();
  fillDesk();
  fit(current);
}

/* In the overview a card that is left out says so. */
function markLeftOut() {
  for (const link of byId("overview").querySelectorAll(".tiles a")) {
    const gone = leftOut(element(link.getAttribute("href").slice(1)));
    link.querySelector("em")?.remove();
    link.classList.toggle("left-out", gone);
    if (gone) link.append(made("em", "", saying("left_out")));
  }
}

/* Each second, a little after it began. */
function keepTime() {
  if (!openings.length) return;
  watchClock();
  showOrder();
  showBreak();
  setTimeout(keepTime, 1005 - (Date.now() % 1000));
}

painters.push(showOrder, showBreak);
session.on("order.plans", () => { showPlan(); showOrder(); });
session.on("order.asleep", showOrder);
session.on("people", showOrder);
for (const place of [...openings.keys(), openings.length]) session.on(`order.begun.${place + 1}`, showOrder);
Object.assign(commands, { order: openOrder, later: () => giveMinutes(1), earlier: () => giveMinutes(-1) });
inDialog.order = (event, command) => {
  if (command === "minute") giveMinutes(1);
  return command === "minute";
};
orderDialog?.addEventListener("click", pressInOrder);
