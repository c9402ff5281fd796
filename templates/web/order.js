/* The running order while it is played: when each part began, the minutes that it has now, and what is left out of it.
   The arithmetic is in pacing.js; here are moments, as Date.now() tells them, and plans, in the session. */

const ASLEEP = 3600 * 1000; // a silence longer than this, in milliseconds, is asked about
const MOST_PLANS = 60; // changes of the plan that can be undone

const openings = slides.filter((slide) => slide.dataset.part);
const overAt = slides.findIndex((slide) => slide.matches(".kind-rest, .kind-end")); // all parts are over there

/* The place of the part of a slide, from 0; -1 before the first, and the number of parts when all are over. */
function partOf(slide) {
  const at = slides.indexOf(slide);
  return at >= overAt ? openings.length : openings.findLastIndex((opening) => slides.indexOf(opening) <= at);
}

/* The parts as they were written; what may be left out is told by slides, since a card may be in two parts. */
const partsWritten = openings.map((opening, place) => {
  const { drop, ...written } = JSON.parse(opening.dataset.part);
  const there = slides.filter((slide) => slide.dataset.of === slide.id && partOf(slide) === place);
  const wanted = there.filter((slide) => drop.includes(slide.dataset.card)).map((slide) => slide.id);
  return { ...written, drop: wanted, number: place + 1, title: headingOf(opening).textContent };
});

// --- the plan --------------------------------------------------------------------------------------------------

/* The plans there have been, the present one last: other minutes by the number of a part, and slides that are left out. */
const plansKept = () => session.get("order.plans", []).filter((plan) => plan && Array.isArray(plan.dropped) && plan.minutes);
const planNow = () => plansKept().at(-1) ?? { minutes: {}, dropped: [] };

/* The parts with the minutes that they have now, and without what was left out of them. */
function partsNow() {
  const { minutes, dropped } = planNow();
  return partsWritten.map((part) => {
    const found = minutes[part.number];
    const given = Number.isInteger(found) && found >= 0 && found <= 600 ? found : part.minutes;
    const without = part.drop.some((id) => dropped.includes(id));
    const floor = Math.min(given, part.floor - (without ? part.saves : 0));
    return { ...part, minutes: given, floor, ...(without ? { drop: [], saves: 0 } : {}) };
  });
}

function plan({ minutes = {}, dropped = [] }) {
  const before = planNow();
  const next = { minutes: { ...before.minutes, ...minutes }, dropped: [...before.dropped, ...dropped] };
  session.set("order.plans", [...plansKept(), next].slice(-MOST_PLANS));
}

const undoPlan = () => session.set("order.plans", plansKept().slice(0, -1));

/* Whether a slide is passed over: it was left out, or its part has no time any more and was not begun. */
function leftOut(slide) {
  const place = partOf(slide);
  const gone = partsWritten[place]?.minutes > 0 && partsNow()[place].minutes === 0 && !beganAt(place);
  return gone || planNow().dropped.includes(slide.dataset.of);
}

// --- where it is -----------------------------------------------------------------------------------------------

const beganAt = (place) => session.get(`order.begun.${place + 1}`, 0);
const setBegan = (place, moment) => session.set(`order.begun.${place + 1}`, moment);

/* The places that were begun, in the order in which they were; the number of parts stands for the end. */
function placesBegun() {
  const places = [...openings.keys(), openings.length].filter((place) => beganAt(place) > 0);
  return places.sort((one, other) => beganAt(one) - beganAt(other) || one - other);
}

/* Where the workshop stands, as pacing.js has it, null before it starts: `order` has the parts that were begun, the one
   that runs, and those behind it that are to come. What was jumped over comes no more, until it is begun. */
function standing(now = Date.now()) {
  const begun = placesBegun();
  if (!begun.length || !openings.length) return null;
  const [first, last] = [begun[0], begun.at(-1)];
  const parts = partsNow();
  const done = begun.filter((place) => place !== last && place < parts.length);
  const coming = parts.filter((_, place) => place >= last && (place === last || !beganAt(place)));
  const end = plannedEnd(partsWritten.slice(first), beganAt(first));
  return {
    order: [...done.map((place) => parts[place]), ...coming], running: done.length, start: beganAt(first), end,
    since: beganAt(last), now, shown: session.get("order.shown", []),
  };
}

/* How long a part took, in milliseconds, up to now for the one that runs; null when it was not begun. */
function tookFor(place, now = Date.now()) {
  const begun = placesBegun();
  const turn = begun.indexOf(place);
  if (turn < 0) return null;
  return Math.max(0, (turn + 1 < begun.length ? beganAt(begun[turn + 1]) : now) - beganAt(place));
}

/* The place of the part that runs: the number of parts when all are over, -1 before the workshop starts. */
const runsAt = () => placesBegun().at(-1) ?? -1;

/* A part of a workshop that has started begins when its opening is first shown, and the end when the last part is over. */
function begin(slide) {
  if (!openings.length) return;
  const { of } = slide.dataset;
  const shown = session.get("order.shown", []);
  if (partsWritten.some((part) => part.drop.includes(of)) && !shown.includes(of)) session.set("order.shown", [...shown, of]);
  const place = partOf(slide);
  const ends = slide.matches(".kind-rest, .kind-end") && beganAt(openings.length - 1) > 0 && runsAt() < openings.length;
  const opens = openings.includes(slide) && !beganAt(place) && runsAt() >= 0;
  if (ends || opens) beginPart(place);
}

/* Clocks of what was before stand still; that of the part runs. */
function beginPart(place) {
  const now = Date.now();
  setBegan(place, now);
  for (const clock of clocksBegun()) if (clock.since) change(clock, { spent: clock.spent + now - clock.since });
  const clock = openings[place] && clockAt(openings[place].id);
  if (clock) change(clock, { phase: 0, spent: 0, since: now });
}

/* Starts the workshop at the part of this slide, or at the first one. */
function startWorkshop() {
  const place = partOf(current);
  if (openings.length && runsAt() < 0) beginPart(place < 0 || place >= openings.length ? 0 : place);
}

/* The part of this slide is the one that runs: what was begun after it by mistake was not. */
function runHere() {
  const place = partOf(current);
  if (!beganAt(place)) return beginPart(place);
  const later = placesBegun().slice(placesBegun().indexOf(place) + 1);
  for (const other of later) setBegan(other, 0);
}

/* As before the workshop started. */
function forgetWorkshop() {
  for (const place of placesBegun()) setBegan(place, 0);
  session.set("order.plans", []);
  session.set("order.shown", []);
  session.set("order.asleep", []);
  session.set("clocks", {});
}

// --- more time, and less ---------------------------------------------------------------------------------------

/* The part of this slide; of one that has neither part nor clock, the part that runs. */
const partForMinutes = () => partsNow()[partOf(current)] ?? (clockOf(current) ? undefined : partsNow()[runsAt()]);

/* Gives the clock of this slide and its part some minutes more, or fewer below zero; a part that is over its time gets
   them on top of what it took. */
function giveMinutes(by) {
  const left = clockOf(current) && remaining(clockOf(current));
  const part = partForMinutes();
  if (part) {
    const spent = runsAt() === part.number - 1 ? Math.ceil(tookFor(part.number - 1) / MINUTE) : 0;
    plan({ minutes: { [part.number]: Math.min(600, Math.max(1, Math.max(part.minutes, by > 0 ? spent : 0) + by)) } });
  }
  const clock = clockOf(current);
  if (clock && (begun(clock) || !clock.owner.dataset.part)) {
    const { length } = clock.phases[clock.phase];
    change(clock, { spent: length - Math.max(0, left + by * MINUTE), since: clock.since && Date.now() });
  }
  if (clock) announce(saying("clock_left", { time: spoken(remaining(clock)) }));
  else if (part) announce(part.title + ": " + partsNow()[part.number - 1].minutes + " " + words.minutes);
}

/* What it takes to end in time, null before the start or when nothing is late: other minutes and what to leave out, by
   parts, and the minutes that it runs over all the same. */
function repairOffered() {
  const at = standing();
  if (!at || at.running >= at.order.length) return null;
  const { late, over, parts } = repairOf(at.order, at);
  const changed = parts.map((each, place) => ({ ...each, part: at.order[at.running + place] }));
  return late ? { over, parts: changed.filter((each) => each.minutes < each.part.minutes || each.drop.length) } : null;
}

function repairPlan({ parts }) {
  const minutes = Object.fromEntries(parts.map((each) => [each.part.number, each.minutes]));
  plan({ minutes, dropped: parts.flatMap((each) => each.drop) });
}

// --- a laptop that was asleep ----------------------------------------------------------------------------------

/* The silence that is to be asked about: [when it began, when it ended], or nothing. */
function asleep() {
  const found = session.get("order.asleep", []);
  return found.length === 2 && found.every(Number.isFinite) ? found : null;
}

/* Notes each minute that the page is awake; a leap since then, forth or back, is a silence. */
function watchClock(now = Date.now()) {
  const seen = session.get("order.seen", 0);
  const runs = runsAt() >= 0 && runsAt() < openings.length;
  if (runs && seen && Math.abs(now - seen) > ASLEEP && !asleep()) session.set("order.asleep", [seen, now]);
  if (runs && Math.abs(now - seen) >= MINUTE) session.set("order.seen", now);
}

/* The silence counts, or the workshop stood still in it: then all moments before it move on by it, also those of clocks. */
function wake(stoodStill) {
  const [from, to] = asleep() ?? [0, 0];
  session.set("order.asleep", []);
  if (!stoodStill) return;
  for (const place of placesBegun()) if (beganAt(place) <= from) setBegan(place, beganAt(place) + to - from);
  for (const clock of clocksBegun()) if (clock.since && clock.since <= from) change(clock, { since: clock.since + to - from });
}
