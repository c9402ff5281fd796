/* Hands, dots, fingers, places and orders that the facilitator types, and when the room sees them. What was typed for a
   card or part is one value of the session: { way, shown, each, at (the slide where it was counted), and by the key of a way its rounds: lists of what was typed }. */

const votesPanel = byId("votes");
const MOST_GROUPS = 12; // that hand in an order

/* What is counted on a slide, as far as what was kept can be believed; null where nothing is asked. */
function voteOf(slide) {
  const subject = subjectOf(slide);
  const ways = subject ? waysOf(slide) : [];
  if (!ways.length) return null;
  const kept = session.get("votes." + subject, {});
  const way = ways.find(({ key }) => key === kept.way) ?? ways[0];
  const rounds = roundsOf(way, kept);
  return { subject, at: kept.at, ways, way, rounds, shown: kept.shown === true && rounds.some(filled), each: eachOf(way, kept) };
}

/* What was typed in a way: one round or two. An order has one, with a place left for another group. */
function roundsOf(way, kept) {
  const found = (Array.isArray(kept[way.key]) ? kept[way.key] : []).slice(0, way.kind === "rank" ? 1 : 2);
  return (found.length ? found : [[]]).map((round) => {
    const typed = (Array.isArray(round) ? round : []).map((text) => (typeof text === "string" ? text.slice(0, 12) : ""));
    const groups = Math.min(MOST_GROUPS, typed.findLastIndex(Boolean) + 2);
    return Array.from({ length: way.kind === "rank" ? groups : way.options.length }, (_, place) => typed[place] ?? "");
  });
}

/* How many dots each person has. */
function eachOf(way, { each }) {
  if (way.kind !== "dots") return 1;
  return Number.isInteger(each) && each > 0 && each <= 20 ? each : Math.max(2, Math.ceil(way.options.length / 4));
}

const filled = (round) => round.some(Boolean);
const latest = (vote) => vote.rounds.at(-1);
const countOf = (vote, round) => tallied(round, people() || MOST_PEOPLE, vote.each);

function keepVote(vote, change) {
  const name = "votes." + vote.subject;
  session.set(name, { ...session.get(name, {}), way: vote.way.key, ...change });
}

const keepRounds = (vote, rounds, more = {}) => keepVote(vote, { [vote.way.key]: rounds, at: current.id, ...more });

/* What was typed for one option, or by one group, of the round that is counted now. */
function typeCount(place, text) {
  const vote = voteOf(current);
  keepRounds(vote, [...vote.rounds.slice(0, -1), latest(vote).with(place, text.trim())]);
}

/* One more or fewer; what is no number starts at zero. */
function addCount(place, by) {
  const count = Number(latest(voteOf(current))[place]) || 0;
  typeCount(place, String(Math.max(0, count + by)));
}

/* What is wrong with what was typed: words by their place, and for all of it together under null. */
function wrongs(vote) {
  const found = vote.way.kind === "rank" ? latest(vote).map((typed, place) => rankProblem(typed, place, vote.way.options)) : countOf(vote, latest(vote)).problems;
  return new Map(found.filter(Boolean).map(({ option, word, values }) => [option, saying(word, values)]));
}

// --- orders ----------------------------------------------------------------------------------------------------

const lettersIn = (typed) => Array.from(typed.toUpperCase()).filter((letter) => !/[\s,.;>-]/.test(letter));

function rankProblem(typed, option, options) {
  const letters = lettersIn(typed);
  const strange = letters.find((letter) => !options.some(({ mark }) => mark === letter));
  const twice = letters.find((letter, place) => letters.indexOf(letter) !== place);
  if (strange) return { option, word: "rank_strange", values: { letter: strange } };
  return twice ? { option, word: "rank_twice", values: { letter: twice } } : null;
}

/* The orders of the groups that can be read, as the place of every option in each, from 1 (0: not in it), and as the
   ranks of all together: of six options the first gets five points, the second four. */
function rankingsOf(vote) {
  const { options } = vote.way;
  const good = latest(vote).map((typed, group) => ({ typed, group: group + 1 })).filter(({ typed, group }) => typed && !rankProblem(typed, group, options));
  const groups = good.map(({ typed, group }) => ({ group, places: options.map(({ mark }) => lettersIn(typed).indexOf(mark) + 1) }));
  const points = options.map((_, option) => groups.reduce((sum, { places }) => sum + (places[option] && options.length - places[option]), 0));
  return { groups, ranks: rankedBy(points) };
}

// --- commands --------------------------------------------------------------------------------------------------

function openVotes() {
  if (!voteOf(current)) return;
  toggleDialog("votes");
  if (open() !== votesPanel) return;
  votesPanel.dataset.subject = subjectOf(current);
  fillVotes();
  firstField().focus();
}

/* What comes first: how many people there are, then a count; on what was counted and talked about, to vote again. */
function firstField() {
  const vote = voteOf(current);
  const again = votesPanel.querySelector("[data-command=again]");
  const talked = vote.shown || (vote.at && vote.at !== current.id);
  if (!people()) return byId("votes-people");
  return talked && filled(latest(vote)) && vote.rounds.length === 1 && !again.hidden ? again : byId("votes-rows").querySelector("input");
}

/* Shows what was counted, or hides it. It is said once, here. */
function revealVotes() {
  const vote = voteOf(current);
  if (!vote || !vote.rounds.some(filled)) return;
  keepVote(vote, { shown: !vote.shown });
  announce(vote.shown ? saying("hidden") : saying("shown") + ": " + spokenVote(vote));
}

/* The first count is kept beside a second one; one that is still empty can be taken back. */
function voteAgain() {
  const vote = voteOf(current);
  const back = vote.rounds.length === 2;
  keepRounds(vote, back ? vote.rounds.slice(0, 1) : [...vote.rounds, []], { shown: false });
  openVotes();
}

// --- the panel -------------------------------------------------------------------------------------------------

/* What the panel says now; it closes when another tab goes to another card. Its rows are made anew only for another way
   or round, so that typing goes on. */
function fillVotes() {
  if (!votesPanel.open) return;
  const vote = voteOf(current);
  if (vote?.subject !== votesPanel.dataset.subject) return votesPanel.close();
  votesPanel.className = "sheet votes suit-" + current.dataset.suit;
  fillWays(vote);
  showNumber(byId("votes-each"), vote.each);
  byId("votes-each").parentElement.hidden = vote.way.kind !== "dots";
  fillCounts(vote, latest(vote));
  fillAnswers(vote, latest(vote));
}

function fillCounts(vote, typed) {
  const rows = byId("votes-rows");
  const shownFor = JSON.stringify([vote.subject, vote.way.key, vote.rounds.length]);
  if (rows.dataset.shownFor !== shownFor) rows.replaceChildren();
  rows.dataset.shownFor = shownFor;
  while (rows.children.length > typed.length) rows.lastChild.remove();
  while (rows.children.length < typed.length) rows.append(countRow(vote, rows.children.length));
  const wrong = wrongs(vote);
  for (const [place, row] of Array.from(rows.children).entries()) fillRow(row, typed[place], wrong.get(place) ?? "");
  byId("votes-sum").textContent = sumOfVote(vote, wrong);
}

function fillAnswers(vote, typed) {
  const second = vote.rounds.length === 2;
  const again = votesPanel.querySelector("[data-command=again]");
  byId("votes-round").textContent = vote.way.kind === "rank" ? saying("rank_help") : saying(second ? "round_second" : "round_first");
  again.textContent = saying(second ? "again_not" : "again");
  again.disabled = second === filled(typed);
  again.hidden = vote.way.kind === "rank";
  byId("votes-reveal").textContent = saying(vote.shown ? "hide" : "show");
  byId("votes-reveal").disabled = !vote.rounds.some(filled);
}

function fillWays(vote) {
  const choice = byId("votes-way");
  choice.replaceChildren(...vote.ways.map((way) => new Option(nameOf(way), way.key, false, way.key === vote.way.key)));
}

function fillRow(row, text, wrong) {
  const field = row.querySelector("input");
  if (field.value.trim() !== text) field.value = text;
  field.setAttribute("aria-invalid", wrong !== "");
  row.querySelector(".wrong").textContent = wrong;
}

function sumOfVote(vote, wrong) {
  if (vote.way.kind === "rank") return "";
  const { total, silent } = countOf(vote, latest(vote));
  if (!people()) return saying("sum", { n: total });
  return wrong.get(null) ?? saying(silent ? "sum_silent" : "sum_of", { n: total, most: people() * vote.each, silent });
}

function countRow(vote, place) {
  const { kind, options } = vote.way;
  const option = kind === "rank" ? { mark: "", text: saying("group", { n: place + 1 }) } : options[place];
  const row = made("li", kind === "rank" ? "ranking" : "count");
  const field = document.createElement("input");
  const wrong = made("p", "wrong");
  wrong.id = "page.votes-wrong-" + place;
  field.type = "text";
  field.maxLength = 12;
  field.inputMode = kind === "rank" ? "text" : "numeric";
  field.autocomplete = "off";
  field.setAttribute("aria-describedby", wrong.id + " page.votes-sum");
  const label = made("label", "", optionText(option, "span"), field);
  const steps = kind === "rank" ? [] : [["−", -1, "fewer"], ["+", 1, "more"]].map(([sign, by, word]) => stepButton(sign, by, saying(word, { option: calledAs(option) })));
  row.append(label, ...steps, wrong);
  return row;
}

function stepButton(sign, by, label) {
  const button = made("button", "step", sign);
  button.type = "button";
  button.dataset.by = by;
  button.setAttribute("aria-label", label);
  return button;
}

/* An option with its letter or number. */
function optionText({ mark, text }, tag) {
  return made(tag, "option", ...(mark ? [made("b", "letter", mark), " "] : []), text);
}

const placeOf = (target) => Array.from(byId("votes-rows").children).indexOf(target.closest("#page\\.votes-rows > li"));

/* In the fields of the panel arrows and Enter go to the next one, plus and minus count, and V and Shift+V do what they do
   elsewhere. */
function keyInCounts(event) {
  const fields = Array.from(votesPanel.querySelectorAll("input")).filter((field) => field.checkVisibility());
  const at = fields.indexOf(event.target);
  const place = placeOf(event.target);
  const counts = event.target.inputMode === "numeric" && !event.ctrlKey && !event.altKey && !event.metaKey;
  const letter = event.target.inputMode === "text" && voteOf(current).way.options.some(({ mark }) => mark === "V");
  if (at < 0) return;
  if (event.key === "ArrowUp") fields[at - 1]?.select();
  else if (event.key === "ArrowDown" || event.key === "Enter") (fields[at + 1] ?? byId("votes-reveal")).focus();
  else if (counts && place >= 0 && /^[+=-]$/.test(event.key)) addCount(place, event.key === "-" ? -1 : 1);
  else if ((counts && commandOf(event) === "votes") || (!letter && commandOf(event) === "reveal")) leaveVotes(commandOf(event) === "reveal");
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function leaveVotes(show) {
  votesPanel.close();
  if (show) revealVotes();
}

function onCountInput({ target }) {
  const place = placeOf(target);
  if (place >= 0) typeCount(place, target.value);
}

/* What is wrong with a count is read aloud when it is left. */
function onCountChange({ target }) {
  const wrong = target.closest("#page\\.votes-rows > li")?.querySelector(".wrong").textContent;
  if (wrong) announce(wrong);
  if (target === byId("votes-each")) takeNumber(target, 1, 20, (each) => keepVote(voteOf(current), { each }));
  if (target === byId("votes-way")) keepVote(voteOf(current), { way: target.value, shown: false });
}

votesPanel.addEventListener("keydown", keyInCounts);
votesPanel.addEventListener("focusin", ({ target }) => { if (target.matches("input")) target.select(); });
votesPanel.addEventListener("focusout", fillVotes);
votesPanel.addEventListener("input", onCountInput);
votesPanel.addEventListener("change", onCountChange);
votesPanel.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-by]");
  if (button) addCount(placeOf(button), Number(button.dataset.by));
});
Object.assign(commands, { votes: openVotes, reveal: revealVotes, again: voteAgain });
