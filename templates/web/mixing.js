/* Groups of the people who are there, large on the screen. Every round is kept, so that the next one can mix. */

const MOST_ROUNDS = 40; // that are remembered

/* The rounds so far, each a list of groups; the size and seed of the last, on which slide it was made, and how many were
   made there. */
function mixing() {
  const { size, seed, rounds, at, here } = session.get("groups", {});
  const group = (it) => Array.isArray(it) && it.every(inRange);
  const round = (it) => Array.isArray(it) && it.length > 0 && it.every(group);
  return {
    size: inRange(size) ? size : 2,
    seed: Number.isInteger(seed) ? seed : Date.now() % 2 ** 31,
    rounds: Array.isArray(rounds) ? rounds.filter(round) : [],
    at,
    here: at === current.dataset.of && Number.isInteger(here) ? here : 0,
  };
}

/* What the method of a slide says; the cards of a part without a method of their own have that of the part. */
const ofMethod = (name) => element(current.dataset.of).dataset[name] ?? element(current.dataset.timer ?? "")?.dataset[name] ?? "";

/* The sizes that the method asks for, one after the other. */
const sizesHere = () => ofMethod("groups").split(" ").filter(Boolean).map(Number);
const sizeNext = () => sizesHere()[Math.min(mixing().here, sizesHere().length - 1)] ?? mixing().size;
const sizeSaid = (size) => (size < 5 ? saying("size_" + size) : saying("size_k", { k: size }));

/* The next groups: those of the step before join where the method goes on in larger ones, and else all are mixed. */
function makeGroups(size) {
  const { seed, rounds, here } = mixing();
  const groups = joinsInto(size) ? joined(rounds.at(-1), size, apart()) : mixed(people(), size, seed, rounds, apart());
  session.set("groups", { size, seed, rounds: [...rounds, groups].slice(-MOST_ROUNDS), at: current.dataset.of, here: here + 1 });
  session.set("view", "grouped");
  announce(saying("group_round", { n: mixing().rounds.length }));
}

function joinsInto(size) {
  const { rounds, here, size: before } = mixing();
  return here > 0 && here < sizesHere().length && size > before && rounds.at(-1)?.flat().length === people();
}

/* After names were changed everybody has met whom they met. */
function renumberGroups(moved) {
  const { rounds, ...rest } = mixing();
  const there = rounds.map((groups) => groups.map((group) => group.map(moved).filter(Boolean)).filter((group) => group.length));
  if (rounds.length) session.set("groups", { ...rest, rounds: there });
}

// --- shown -----------------------------------------------------------------------------------------------------

function drawGroups() {
  const { rounds } = mixing();
  const groups = rounds.at(-1) ?? [];
  const labels = called();
  byId("grouped-heading").textContent = saying("group_round", { n: rounds.length });
  const list = byId("grouped").querySelector(".together");
  list.replaceChildren(...groups.map((group, place) => groupItem(place + 1, group.map((person) => labels[person - 1] ?? person))));
  byId("grouped-said").textContent = [apartSaid(groups), metSaid(groups, rounds.slice(0, -1))].filter(Boolean).join(" ");
  byId("grouped-mix").textContent = saying(joinsInto(sizeNext()) ? "join" : "mix", { size: sizeSaid(sizeNext()) });
  enlarge(list);
}

function groupItem(number, members) {
  return made("li", "", made("b", "", saying("group", { n: number }) + ":"), " ", members.join(", "));
}

/* Whether people meet again; of those who stayed together nothing is said. */
function metSaid(groups, earlier) {
  const stayed = (group) => groups.some((now) => group.every((person) => now.includes(person)));
  if (earlier.at(-1)?.every(stayed)) return "";
  const met = metAgain(groups, earlier);
  return earlier.length ? saying(met < 2 ? "met_" + met : "met_n", { n: met }) : "";
}

/* The room hears that it did not work out; who it is about is for the speaker. */
function apartSaid(groups) {
  const failed = notApart(groups, apart());
  if (!failed.length) return "";
  if (speaking) return saying("apart_failed", { pairs: failed.map(pairSaid).join("; ") });
  return saying(failed.length === 1 ? "apart_failed_1" : "apart_failed_n", { n: failed.length });
}

/* The largest type with which a list fits; the smallest, and scrolling, when none does. */
function enlarge(list) {
  const fits = (size) => {
    list.style.setProperty("--size", size);
    return list.scrollHeight <= list.clientHeight + 1 && list.scrollWidth <= list.clientWidth + 1;
  };
  list.toggleAttribute("data-tight", ![3.2, 2.6, 2.2, 1.9, 1.6, 1.35, 1.15, 1].some(fits)); // then long names may break
}

// --- the form --------------------------------------------------------------------------------------------------

function fillMixing() {
  const { rounds } = mixing();
  const method = element(current.dataset.of).querySelector(".foot .meta span")?.textContent ?? "";
  const sizes = sizesHere().map(sizeSaid).join(`, ${saying("size_then")} `);
  byId("people-hint").textContent = sizes ? saying("size_hint", { method, sizes }) : "";
  byId("groups-show").textContent = saying("groups_show", { n: rounds.length });
  for (const id of ["groups-show", "groups-forget"]) byId(id).hidden = !rounds.length;
}

function forgetRounds() {
  session.set("groups", {});
  fillMixing();
  byId("people-size").value = sizeNext();
  byId("people-size").focus();
  announce(saying("groups_forgotten"));
}

/* Without people there are no groups: the form asks for them. */
function onSubmit(event) {
  event.preventDefault();
  if (people()) return makeGroups(Number(byId("people-size").value));
  warn("people-wrong", saying("people_first"));
  byId("people-people").focus();
}

views.grouped = drawGroups;
session.on("groups", () => { if (view() === "grouped") drawGroups(); });
for (const name of ["names", "people", "apart"]) session.on(name, () => { if (view() === "grouped") drawGroups(); });
commands.groups = openPeople;
inDialog.grouped = (event, command) => {
  if (command === "groups") makeGroups(sizeNext());
  return command === "groups";
};
inDialog.people = (event, command) => {
  if (command === "groups") open().close();
  return command === "groups";
};
byId("people-form").addEventListener("submit", onSubmit);
byId("groups-show").addEventListener("click", () => session.set("view", "grouped"));
byId("groups-forget").addEventListener("click", forgetRounds);
byId("grouped-mix").addEventListener("click", () => makeGroups(sizeNext()));
new ResizeObserver(() => { if (byId("grouped").open) enlarge(byId("grouped").querySelector(".together")); }).observe(byId("grouped"));
