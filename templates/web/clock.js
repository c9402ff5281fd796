/* A countdown for every slide that plans time, one step of its method at a time. Each keeps running on other slides,
   and after a reload: what is left is counted from the moment of the start, so that a sleeping tab loses nothing, and
   a clock that gets another length on the way shows it. */

const phasesWritten = new Map(); // the address of a slide -> its phases as they were written
const SOON = 30000; // milliseconds before the end of a step when its clock shows a bell
const LONGEST = 12 * 3600 * 1000; // no clock has spent more, in milliseconds
const told = new Map(); // the address of a slide -> how many moments of its phase have been spoken of
let ticking = 0;

/* A card of a workshop shows the clock of its part, unless it has one of its own. */
const clockOf = (slide) => clockAt(slide.dataset.timer ?? "");

/* The clock of a slide: its phases, and the phase that it is in, what it has spent and since when it runs (in
   milliseconds; 0 when it stands still) as the session has them. */
function clockAt(address) {
  const owner = element(address);
  if (!owner?.dataset.clock) return undefined;
  const phases = phasesOf(owner);
  const { phase, spent, since } = Object(session.get("clocks", {})[address]);
  const sound = Number.isInteger(phase) && phases[phase] && Math.abs(spent) <= LONGEST && Number.isFinite(since);
  return { owner, phases, ...(sound ? { phase, spent, since } : { phase: 0, spent: 0, since: 0 }) };
}

/* The phases of a clock as long as they are now, in milliseconds: that of a part as the plan has it, and those that are
   counted for people as many as there are. */
function phasesOf(owner) {
  if (!phasesWritten.has(owner.id)) {
    const found = JSON.parse(owner.dataset.clock).map(([label, seconds, scale, group]) => ({ label, seconds, scale, group }));
    phasesWritten.set(owner.id, found);
  }
  const phases = phasesWritten.get(owner.id);
  const seconds = owner.dataset.part ? [60 * partsNow()[partOf(owner)].minutes] : phaseSeconds(phases, headcount());
  return phases.map((phase, order) => ({ ...phase, length: 1000 * seconds[order] }));
}

/* How many people and groups phases are counted for: the groups that were made last, or else fours; nothing before somebody
   told. */
function headcount() {
  if (!people()) return {};
  return { people: people(), groups: mixing().rounds.at(-1)?.length ?? groupSizes(people(), 4).length };
}

const clocksBegun = () => Object.keys(session.get("clocks", {})).map(clockAt).filter(Boolean);

/* Keeps what a command changes of a clock. */
function change(clock, { phase = clock.phase, spent = clock.spent, since = 0 }) {
  session.set("clocks", { ...session.get("clocks", {}), [clock.owner.id]: { phase, spent, since } });
}

function remaining({ phases, phase, spent, since }) {
  return Math.max(0, phases[phase].length - spent - (since ? Math.max(0, Date.now() - since) : 0));
}

const timeOfDay = (moment) => new Date(moment).toLocaleTimeString(page.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const digits = (seconds) => Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");

function spoken(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const parts = [minutes && minutes + " " + words.minutes, rest && rest + " " + saying("seconds")];
  return parts.filter(Boolean).join(" ") || "0 " + saying("seconds");
}

// --- commands --------------------------------------------------------------------------------------------------

/* Starts or pauses; at zero goes on to the next step, and after the last one begins again. The first clock that is started
   in a part starts the workshop. */
function toggleClock() {
  const clock = clockOf(current);
  if (!clock) return;
  const first = runsAt() < 0 && partsWritten[partOf(current)];
  if (first) startWorkshop();
  if (first && clock.owner.dataset.part) return sayStarted(clock, clock.phase, 0);
  const left = remaining(clock);
  if (clock.since && left) {
    change(clock, { spent: clock.phases[clock.phase].length - left });
    announce(saying("clock_paused") + ": " + spoken(left));
  } else if (left) run(clock, clock.phase, clock.spent);
  else run(clock, (clock.phase + 1) % clock.phases.length);
}

function run(clock, phase, spent = 0) {
  change(clock, { phase, spent, since: Date.now() });
  sayStarted(clock, phase, spent);
}

function sayStarted({ phases }, phase, spent) {
  const { label, length } = phases[phase];
  announce([saying("clock_started"), label, spoken(length - spent)].filter(Boolean).join(": "));
}

/* Puts the step back to its full time; when it is there already, goes back to the first step. */
function resetClock() {
  const clock = clockOf(current);
  if (!clock) return;
  const full = !clock.since && clock.spent === 0;
  stand(clock, full ? 0 : clock.phase);
}

const stand = (clock, phase) => change(clock, { phase, spent: 0 });
const hasNext = (clock) => clock.phase + 1 < clock.phases.length;

/* On to the next step, if there is one. It starts at once, unless the clock stood still before its end. */
function nextPhase() {
  const clock = clockOf(current);
  if (!clock || !hasNext(clock)) return;
  if (clock.since > 0 || !remaining(clock)) run(clock, clock.phase + 1);
  else stand(clock, clock.phase + 1);
}

// --- ticking ---------------------------------------------------------------------------------------------------

function tick() {
  clearTimeout(ticking);
  const clocks = clocksBegun();
  const running = clocks.filter((clock) => clock.since && remaining(clock));
  clocks.forEach(tell);
  showClock();
  showBreak();
  if (running.length) ticking = setTimeout(tick, Math.min(...running.map((clock) => remaining(clock) % 1000 || 1000)) + 5);
}

/* Speaks at few moments: halfway, one minute before the end, and at the end; not of those before a reload. The bell
   rings half a minute before the end, and at the end. */
function tell(clock) {
  const left = remaining(clock);
  const { length } = clock.phases[clock.phase];
  const moments = [
    [length >= 120000 ? length / 2 : -1, () => saying("clock_half", { time: spoken(length / 2) })],
    [length > 90000 ? 60000 : -1, () => saying("clock_minute")],
    [length > 45000 ? SOON : -1, null],
    [0, () => saying("clock_up")],
  ];
  const passed = moments.findLastIndex(([at]) => left <= at) + 1;
  const [at, say] = moments[passed - 1] ?? [];
  if (passed > (told.get(clock.owner.id) ?? passed)) {
    if (say) announce(say());
    if (at <= SOON) ringBell([clock.owner.id, clock.phase, clock.since, at].join(" "), at ? 1 : 2);
  }
  told.set(clock.owner.id, passed);
}

// --- showing ---------------------------------------------------------------------------------------------------

/* Moves the one clock of the page to the foot of the current slide and writes what is left. */
function showClock() {
  const clock = clockOf(current);
  const face = byId("clock");
  const foot = current.querySelector(".foot");
  const height = foot?.offsetHeight;
  const other = otherClock(clock);
  face.hidden = !clock && !other;
  if (foot && !speaking && face.parentElement !== foot) foot.append(face);
  enable("clock", clock);
  enable("reset", clock);
  enable("phase", clock && hasNext(clock));
  for (const more of ["minute", "five"]) enable(more, clock || partForMinutes());
  byId("clock-other").textContent = other ? titleOf(other.owner) + " " + digits(Math.ceil(remaining(other) / 1000)) : "";
  if (clock) writeClock(face, clock);
  byId("grouped-clock").textContent = clock && clock.since ? byId("clock-digits").textContent : "";
  face.querySelector("button").hidden = !clock;
  byId("clock-phase").hidden = !clock;
  if (foot?.offsetHeight !== height) fit(current);
}

function writeClock(face, clock) {
  const left = remaining(clock);
  face.classList.toggle("running", clock.since > 0 && left > 0);
  face.classList.toggle("up", left === 0);
  face.classList.toggle("soon", clock.since > 0 && left > 0 && left <= SOON && clock.phases[clock.phase].length > 45000);
  fillRing(clock, left);
  writePhase(clock, current === clock.owner || current.dataset.of !== clock.owner.id || begun(clock));
  byId("clock-name").textContent = saying("clock") + ": " + spoken(left);
  const text = left ? digits(Math.ceil(left / 1000)) : saying("clock_up");
  const cells = left ? Array.from(text, cell) : [text];
  byId("clock-digits").replaceChildren(...cells);
  markStep(clock);
}

/* On a reveal, a clock that never ran does not say that its first step starts now. */
const begun = (clock) => clock.since > 0 || clock.phase > 0 || clock.spent !== 0;

/* All steps lie in one place and one can be seen, so that nothing moves when the next one comes. */
function writePhase(clock, told) {
  const steps = clock.phases.map((_, order) => {
    return made("span", told && order === clock.phase ? "" : "waiting", phaseText(clock, order));
  });
  renew(byId("clock-phase"), steps.filter((step) => step.textContent));
}

/* Every digit in a cell of one width, or the time would tremble. */
const cell = (character) => made("i", character === ":" ? "colon" : "", character);

/* What the clock is for: a step of a method, or on the cards of a part that part. */
function phaseText(clock, order) {
  const { label, scale, seconds } = clock.phases[order];
  if (clock.phases.length === 1 && scale === "fixed") return current.dataset.of === clock.owner.id ? "" : label;
  const part = clock.phases.length > 1 ? order + 1 + "/" + clock.phases.length : "";
  const times = scale === "per_person" && people() ? people() + " × " + digits(seconds) + " " : "";
  const per = scale.startsWith("per_") ? times + words[scale] : "";
  return [part, label, per].filter(Boolean).join(" · ");
}

/* Where the slide itself lists the steps of the method, the one that the clock is at stands out. */
function markStep(clock) {
  const steps = current.querySelectorAll(".steps > li");
  if (steps.length !== clock.phases.length) return;
  steps.forEach((step, order) => {
    if (order === clock.phase) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  });
}

function otherClock(mine) {
  return clocksBegun().find((clock) => clock.owner !== mine?.owner && clock.since && remaining(clock));
}

painters.push(showClock);
session.on("clocks", tick);
session.on("people", tick);
session.on("order.plans", tick);
Object.assign(commands, {
  clock: toggleClock,
  reset: resetClock,
  phase: nextPhase,
  minute: () => giveMinutes(1),
  five: () => giveMinutes(5),
});
