/* What was counted, on the slide: a table with bars beside its numbers, two counts together, and what changed. */

const share = (part) => new Intl.NumberFormat(page.lang, { style: "percent", maximumFractionDigits: 0 }).format(part);
const signed = (number) => (number > 0 ? "+" : number < 0 ? "−" : "±") + Math.abs(number);

/* The rounds of a vote that have something in them, as counted. */
const talliesOf = (vote) => vote.rounds.filter(filled).map((round) => countOf(vote, round));

function showVotes() {
  const vote = voteOf(current);
  const some = vote !== null && vote.rounds.some(filled);
  for (const it of main.querySelectorAll(".result")) it.remove();
  main.querySelector(".counted")?.classList.remove("counted");
  enable("votes", vote);
  enable("reveal", some);
  mark("reveal", vote?.shown === true);
  if (vote?.shown) {
    const content = current.querySelector(".content");
    content.classList.add("counted");
    content.append(resultOf(vote));
  }
  showSign("counts", some && filled(latest(vote)) ? signOf(vote) : "");
}

function signOf(vote) {
  const ranks = vote.way.kind === "rank";
  return saying(ranks ? "ranked" : "counted", { n: ranks ? rankingsOf(vote).groups.length : talliesOf(vote).at(-1).total });
}

/* A small sign in the foot of the slide: something is kept with it. */
function showSign(name, text) {
  for (const it of main.querySelectorAll(".sign." + name)) it.remove();
  if (text) current.querySelector(".foot .meta")?.append(made("span", "sign " + name, text));
}

function resultOf(vote) {
  if (vote.way.kind === "rank") return made("div", "result", rankTable(vote));
  const tallies = talliesOf(vote);
  const table = SCALES[vote.way.kind] ? scaleTable(vote, tallies) : barTable(vote, tallies);
  const shift = shiftText(vote, tallies);
  return made("div", "result", table, ...(shift ? [made("p", "shift", shift)] : []));
}

/* What was counted, as the heading of its table. */
function captionOf(vote, tallies) {
  const { total } = tallies.at(-1);
  const most = people() * vote.each;
  const count = saying(most >= total ? "caption_of" : most ? "caption_over" : "caption", { n: total, most });
  return made("caption", "", vote.way.about ? calledAs(vote.way.about) + " · " + count : count);
}

function header(scope, ...inside) {
  const cell = made("th", "", ...inside);
  cell.scope = scope;
  return cell;
}

/* A bar as long or as high as its part of the largest count. */
function barOf(part, order) {
  const bar = made("i", ["amount first", "amount last"][order] + (part ? "" : " none"));
  bar.setAttribute("aria-hidden", "true");
  bar.style.setProperty("--part", part);
  return bar;
}

// --- a row for each option -------------------------------------------------------------------------------------

function barTable(vote, tallies) {
  const largest = Math.max(1, ...tallies.flatMap(({ counts }) => counts));
  const names = tallies.length === 2 ? ["earlier", "later", "difference"] : [vote.way.kind === "dots" ? "dots" : "hands", "share"];
  const head = made("tr", "", header("col", saying("option")), made("td"), ...names.map((name) => header("col", ...swatchOf(name), saying(name))));
  const rows = vote.way.options.map((option, place) => {
    const bars = tallies.map(({ counts }, order) => barOf(counts[place] / largest, order + 2 - tallies.length));
    const numbers = numbersOf(tallies, place).map((number) => made("td", "number", number));
    return made("tr", "", header("row", optionText(option, "span")), made("td", "bars", ...bars), ...numbers);
  });
  return made("table", "hands rows-" + rows.length, captionOf(vote, tallies), made("thead", "", head), made("tbody", "", ...rows));
}

/* Which bar is which, where there are two. */
const swatchOf = (name) => (name in SWATCHES ? [barOf(1, SWATCHES[name])] : []);
const SWATCHES = { earlier: 0, later: 1 };

function numbersOf(tallies, place) {
  const [first, second] = tallies.map(({ counts }) => counts[place]);
  return second === undefined ? [String(first), share(tallies[0].shares[place])] : [String(first), String(second), signed(second - first)];
}

// --- a column for each place of a scale ------------------------------------------------------------------------

function scaleTable(vote, tallies) {
  const largest = Math.max(1, ...tallies.flatMap(({ counts }) => counts));
  const places = vote.way.options.map(({ mark, text }) => header("col", made("b", "letter", mark), made("span", "", text)));
  const rows = tallies.map(({ counts }, order) => {
    const cells = counts.map((count) => made("td", "", made("b", "", String(count)), barOf(count / largest, order + 2 - tallies.length)));
    return made("tr", "", tallies.length === 2 ? header("row", saying(["earlier", "later"][order])) : made("td"), ...cells);
  });
  const kind = "scale " + vote.way.kind;
  const head = made("thead", "", made("tr", "", made("td"), ...places)); // the style lays it below the bars
  return made("table", kind, captionOf(vote, tallies), head, made("tbody", "", ...rows));
}

// --- orders ----------------------------------------------------------------------------------------------------

/* The options in the order of all groups together; those that come out equal share their place. */
function rankTable(vote) {
  const { groups, ranks } = rankingsOf(vote);
  const place = (rank, tied) => rank + "." + (tied ? " " + saying("tied") : "");
  const head = made("tr", "", header("col", saying("together")), header("col", saying("option")), ...groups.map(({ group }) => header("col", saying("group", { n: group }))));
  const rows = ranks.map(({ option, rank, tied }) => {
    const cells = groups.map(({ places }) => made("td", "number", String(places[option] || "–")));
    return made("tr", "", made("td", "place", place(rank, tied)), header("row", optionText(vote.way.options[option], "span")), ...cells);
  });
  return made("table", "ranks rows-" + rows.length, made("caption", "", saying("rank_caption")), made("thead", "", head), made("tbody", "", ...rows));
}

// --- words -----------------------------------------------------------------------------------------------------

/* What two counts can say of a change, and what not; nothing where there is one, or where too many were counted. */
function shiftText(vote, [first, second]) {
  if (!second) return "";
  const here = people();
  const sound = here && vote.each === 1 && vote.way.kind !== "dots" && [first, second].every(({ problems }) => !problems.length);
  if (!sound) return saying("shift_totals");
  const { least, most } = shiftOf(first.counts, second.counts, here);
  return saying(least === most ? "shift_exactly" : "shift", { least, most, people: here });
}

/* The same in one sentence, for those who cannot see it. */
function spokenVote(vote) {
  if (vote.way.kind === "rank") return rankingsOf(vote).ranks.map(({ option, rank }) => rank + ". " + calledAs(vote.way.options[option])).join(", ");
  const tallies = talliesOf(vote);
  return vote.way.options.map((option, place) => calledAs(option) + " " + tallies.map(({ counts }) => counts[place]).join(" → ")).join(", ");
}

for (const subject of new Set(slides.map(subjectOf).filter(Boolean))) session.on("votes." + subject, drawVotes);
session.on("people", drawVotes);

function drawVotes() {
  showVotes();
  fillVotes();
  fit(current);
}

painters.push(showVotes, fillVotes);
