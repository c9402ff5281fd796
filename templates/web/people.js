/* Who is there: how many people, their names where these are typed, and who is kept apart. People are numbers from 1. */

const MOST_PEOPLE = 200;
const LONGEST_NAME = 60; // in characters

const canMeet = (count) => Number.isInteger(count) && count >= 2 && count <= MOST_PEOPLE;
const inRange = (person) => Number.isInteger(person) && person >= 1 && person <= MOST_PEOPLE;

/* How many there are; 0 as long as nobody said. */
function people() {
  const count = session.get("people", 0);
  return canMeet(count) ? count : 0;
}

const names = () => session.get("names", []).filter((name) => typeof name === "string");
const called = () => labelled(people(), names());

/* Pairs that are kept apart, of those who are there. */
function apart() {
  const pair = (it) => Array.isArray(it) && it.length === 2 && it.every((person) => inRange(person) && person <= people());
  return session.get("apart", []).filter(pair);
}

/* What to call somebody alone on a screen, where a number is not enough. */
const inFull = (label) => (/^\d+$/.test(label) ? saying("person", { n: label }) : label);

// --- what is typed ---------------------------------------------------------------------------------------------

/* The field for how many people there are, which each dialog has that needs to know. */
const peopleFields = Array.from(document.querySelectorAll("[data-people]"));

function takePeople(field) {
  takeNumber(field, 2, MOST_PEOPLE, (count) => session.set("people", count));
}

function showPeople() {
  for (const field of peopleFields) showNumber(field, people());
}

/* Escape leaves a field without its saying so; G in the form makes groups, as it does elsewhere. */
function onPeopleKey(event) {
  const groups = event.target.form && commandOf(event) === "groups";
  if (event.key === "Escape" || groups) takePeople(event.target);
  if (!groups) return;
  event.preventDefault();
  byId("people-form").requestSubmit();
}

/* As many people as names; whoever was there before keeps apart from the same people, and has met the same. */
function typeNames() {
  const lines = byId("people-names").value.split("\n").map((line) => line.trim().slice(0, LONGEST_NAME)).filter(Boolean);
  const now = lines.slice(0, MOST_PEOPLE);
  const moved = renumbered(names(), now);
  session.set("names", now);
  if (now.length > 1) session.set("people", now.length);
  session.set("apart", session.get("apart", []).map((pair) => pair.map(moved)).filter((pair) => pair.every(Boolean)));
  renumberGroups(moved);
  fillPeople();
  if (lines.length > now.length) warn("people-over", saying("names_many", { n: lines.length, most: MOST_PEOPLE }));
}

/* The new number of somebody: a name that stands elsewhere moved, one that is changed in its place is mended, and one
   that is not there any more left (0). */
function renumbered(before, now) {
  return (person) => {
    const name = before[person - 1];
    if (name === undefined) return person;
    const place = now[person - 1] === name ? person : now.indexOf(name) + 1;
    return place || (now[person - 1] !== undefined && !before.includes(now[person - 1]) ? person : 0);
  };
}

function keepApart() {
  const pair = ["apart-one", "apart-other"].map((id) => Number(byId(id).value));
  const right = pair.every(inRange) && pair[0] !== pair[1];
  warn("apart-wrong", right ? "" : saying("apart_same"));
  const known = apart().some((other) => other.includes(pair[0]) && other.includes(pair[1]));
  if (right && !known) session.set("apart", [...apart(), pair]);
  if (right) announce(saying("apart") + ": " + pairSaid(pair));
}

// --- the form --------------------------------------------------------------------------------------------------

function pairSaid([one, other]) {
  return saying("apart_pair", { one: called()[one - 1], other: called()[other - 1] });
}

function openPeople() {
  toggleDialog("people");
  if (open() !== byId("people")) return;
  byId("people-size").value = sizeNext();
  fillPeople();
  byId("people-people").focus();
}

/* What is typed at this moment is left alone. */
function fillPeople() {
  if (document.activeElement !== byId("people-names")) byId("people-names").value = names().join("\n");
  warn("people-over", people() && names().length > people() ? saying("names_over", { n: names().length, people: people() }) : "");
  for (const id of ["apart-one", "apart-other"]) fillChoice(byId(id));
  byId("apart-add").disabled = !people();
  byId("apart-pairs").replaceChildren(...apart().map(pairItem));
  fillMixing();
}

function fillChoice(select) {
  const { value } = select;
  select.replaceChildren(...called().map((label, place) => new Option(label, place + 1)));
  select.disabled = !people();
  if (value && Number(value) <= people()) select.value = value;
  else if (select.id.endsWith("other") && people()) select.value = 2;
}

function pairItem(pair) {
  const [one, other] = pair.map((person) => called()[person - 1]);
  const button = crossButton(saying("apart_stop", { one, other }));
  button.addEventListener("click", () => {
    session.set("apart", apart().filter((each) => String(each) !== String(pair)));
    byId("apart-one").focus();
  });
  return made("li", "", pairSaid(pair), " ", button);
}

for (const name of ["people", "names", "apart"]) session.on(name, () => { if (byId("people").open) fillPeople(); });
for (const field of peopleFields) {
  field.addEventListener("change", () => takePeople(field));
  field.addEventListener("keydown", onPeopleKey);
}
session.on("people", showPeople);
document.addEventListener("close", showPeople, { capture: true }); // what cannot be is not there when it opens again
byId("people-names").addEventListener("change", typeNames);
byId("apart-add").addEventListener("click", keepApart);
