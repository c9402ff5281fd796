/* What a card asks the people in the room, and the ways to count what they answer. A way is { key, kind, about, options }:
   `key` is its name in the session, `about` the option that it is about where it is about one, and each of its options
   { mark, text } a letter or number and what that stands for. */

/* The card or the part that is asked on a slide, by its id. */
const subjectOf = (slide) => slide.dataset.card ?? (slide.matches(".kind-segment") ? slide.id : "");

const METHOD_KINDS = {
  "simultaneous-vote": "hands", "dot-voting": "dots", "fist-of-five": "fist", "position-line": "line",
  "delegation-poker": "level", "forced-ranking": "rank",
};
const ASKS = ".kind-decision, .kind-statement, .kind-myth, .kind-vote"; // also where no method says how
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SCALES = { fist: [0, 5], line: [1, 5], level: [1, 7] };

/* The ways to count on a slide, that of its method first; none where nothing is asked. */
function waysOf(slide) {
  const asked = METHOD_KINDS[slide.dataset.method];
  const whole = slide.matches(".kind-segment"); // its cards are what can be chosen
  if (whole ? !["dots", "rank"].includes(asked) : !asked && !slide.matches(ASKS)) return [];
  const answers = answersOf(slide);
  const several = answers.length > 2 && answers.every(({ mark }) => mark); // only what has letters can be ranked
  const kinds = ["hands", ...(several ? ["dots", "rank"] : []), "fist", "line", ...(asked === "level" ? ["level"] : [])];
  const first = kinds.includes(asked) ? asked : "hands";
  return [first, ...kinds.filter((kind) => kind !== first)].flatMap((kind) => waysCalled(kind, answers, first));
}

/* Fingers are about the one proposal of a card, or about each option where its method asks for them. */
function waysCalled(kind, answers, first) {
  const scale = SCALES[kind];
  if (!scale) return [{ key: kind, kind, about: null, options: answers }];
  const [from, to] = scale;
  const options = Array.from({ length: to - from + 1 }, (_, n) => ({ mark: String(from + n), text: words[`slides_${kind}_${from + n}`] ?? "" }));
  const lettered = kind === "fist" && first === "fist" ? answers.filter(({ mark }) => mark) : [];
  if (!lettered.length) return [{ key: kind, kind, about: null, options }];
  return lettered.map((about) => ({ key: `${kind} ${about.mark}`, kind, about, options }));
}

/* What can be answered: the cards of a part, the options of a card, its ballot, both sides of a vote card; else that one agrees, or not. */
function answersOf(slide) {
  const cards = Array.from(slide.querySelectorAll(".cards a"), (link, place) => ({ mark: LETTERS[place] ?? "", text: link.textContent.trim() }));
  if (cards.length) return cards;
  const sides = slides.filter((other) => other.dataset.of === slide.dataset.of);
  const listed = Array.from(sides[0].querySelectorAll(".options > li, .ballot > li"), (item) => ({
    mark: item.querySelector(".letter")?.textContent ?? "",
    text: item.querySelector(":scope > span").textContent,
  }));
  const held = slide.matches(".kind-vote") ? sides.flatMap((side) => Array.from(side.querySelectorAll(".answer"))) : [];
  if (listed.length) return listed;
  if (held.length) return held.map((side) => ({ mark: "", text: side.textContent }));
  return ["agree", "disagree", "depends"].map((word) => ({ mark: "", text: saying(word) }));
}

/* How a way is called where one is chosen, and above what was counted. */
function nameOf(way) {
  return way.about ? `${saying("way_" + way.kind)}: ${way.about.mark}` : saying("way_" + way.kind);
}

const calledAs = ({ mark, text }) => [mark, text].filter(Boolean).join(" ");
