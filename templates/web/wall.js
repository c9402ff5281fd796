/* Words of the people in the room, that the facilitator types under a card: hidden while people write, then large on the
   slide. They are a list of texts for each card or part, and whether the room sees them. */

const LONGEST_WORD = 200;
const MOST_WORDS = 100;
const changes = []; // what was changed in this tab and can be undone: { subject, place, before, after }; "" is no word

function wordsAt(subject) {
  const found = subject ? session.get("words." + subject, []) : [];
  return found.filter((text) => typeof text === "string" && text.trim()).map((text) => text.slice(0, LONGEST_WORD)).slice(0, MOST_WORDS);
}

/* Words are seen as they come, but where people write in silence only when they are shown. */
function wallShown(slide) {
  const shown = session.get("words shown." + subjectOf(slide));
  return typeof shown === "boolean" ? shown : slide.dataset.method !== "silent-writing";
}

/* Puts another word in a place, takes the one there away, or adds one where there is none. */
function changeWord(place, before, after) {
  const subject = subjectOf(current);
  changes.push({ subject, place, before, after });
  session.set("words." + subject, changed(wordsAt(subject), place, before, after));
}

const changed = (list, place, before, after) => list.toSpliced(place, before ? 1 : 0, ...(after ? [after] : []));

function addWord() {
  const field = byId("wall-new");
  const text = field.value.trim();
  const list = wordsAt(subjectOf(current));
  warn("wall-wrong", list.length < MOST_WORDS ? "" : saying("wall_full", { most: MOST_WORDS }));
  if (!text || list.length >= MOST_WORDS) return;
  changeWord(list.length, "", text);
  field.value = "";
}

/* Takes back the last change of this tab, as far as another one left it. */
function undoWord() {
  const at = changes.findLastIndex(({ subject }) => subject === subjectOf(current));
  if (at < 0) return;
  const [{ subject, place, before, after }] = changes.splice(at, 1);
  const list = wordsAt(subject);
  const there = after ? list.lastIndexOf(after) : Math.min(place, list.length);
  if (there >= 0) session.set("words." + subject, changed(list, there, after, before));
  fillWall();
}

// --- on the slide ----------------------------------------------------------------------------------------------

function showWall() {
  const subject = subjectOf(current);
  const list = wordsAt(subject);
  for (const it of main.querySelectorAll(".said")) it.remove();
  enable("wall", subject);
  if (list.length && wallShown(current)) {
    const wall = made("ul", "said " + (list.some((text) => text.length > 32) ? "sentences" : "single"), ...list.map((text) => made("li", "", text)));
    wall.setAttribute("aria-label", saying("wall_list"));
    current.querySelector(".content").append(wall);
  }
  showSign("texts", list.length ? saying("said", { n: list.length }) : "");
}

function drawWall() {
  showWall();
  fillWall();
  fit(current);
}

/* The room sees the words, or not; it is said once, here. */
function toggleWall() {
  const shown = !wallShown(current);
  session.set("words shown." + subjectOf(current), shown);
  announce(saying(shown ? "wall_shown" : "wall_hidden"));
}

// --- the panel -------------------------------------------------------------------------------------------------

function openWall() {
  if (!subjectOf(current)) return;
  toggleDialog("wall");
  if (open() !== byId("wall")) return;
  byId("wall").dataset.subject = subjectOf(current);
  fillWall();
  byId("wall-new").focus();
}

/* What the panel says now; it closes when another tab goes to another card. What is being typed is left alone. */
function fillWall() {
  if (!byId("wall").open) return;
  const subject = subjectOf(current);
  if (subject !== byId("wall").dataset.subject) return byId("wall").close();
  const list = wordsAt(subject);
  const rows = byId("wall-rows");
  while (rows.children.length > list.length) rows.lastChild.remove();
  while (rows.children.length < list.length) rows.append(wordRow(rows.children.length + 1));
  for (const [place, row] of Array.from(rows.children).entries()) fillWord(row, list[place]);
  byId("wall-state").textContent = saying(wallShown(current) ? "wall_is_shown" : "wall_is_hidden");
  byId("wall-reveal").textContent = saying(wallShown(current) ? "hide" : "show");
  byId("wall-undo").disabled = !changes.some((change) => change.subject === subject);
}

/* A row knows the word that it is about, wherever that stands when the row is left. */
function fillWord(row, word) {
  const field = row.querySelector("input");
  if (field === document.activeElement) return;
  row.dataset.word = field.value = word;
}

function wordRow(number) {
  const [row, field, remove] = [made("li"), document.createElement("input"), made("button", "step", "×")];
  field.type = "text";
  field.maxLength = LONGEST_WORD;
  field.setAttribute("aria-label", saying("word_number", { n: number }));
  remove.type = "button";
  remove.setAttribute("aria-label", saying("word_remove", { n: number }));
  row.append(field, remove);
  return row;
}

/* The word of a row becomes another one, or none; an empty field is no change. */
function editWord(row, text) {
  const { word } = row.dataset;
  const place = wordsAt(subjectOf(current)).indexOf(word);
  if (place >= 0 && text !== word) changeWord(place, word, text);
}

byId("wall").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
  event.preventDefault();
  if (event.target === byId("wall-new")) addWord();
  else byId("wall-new").focus(); // leaving keeps what was changed
});
byId("wall-rows").addEventListener("change", ({ target }) => editWord(target.closest("li"), target.value.trim() || target.closest("li").dataset.word));
byId("wall-rows").addEventListener("focusout", () => setTimeout(fillWall));
byId("wall-rows").addEventListener("click", ({ target }) => {
  if (!target.closest("button")) return;
  editWord(target.closest("li"), "");
  byId("wall-new").focus();
});
byId("wall-add").addEventListener("click", addWord);
byId("wall-undo").addEventListener("click", () => { undoWord(); byId("wall-new").focus(); });
for (const subject of new Set(slides.map(subjectOf).filter(Boolean))) {
  session.on("words." + subject, (list) => {
    if (!list) changes.length = 0; // somebody started over
    drawWall();
  });
  session.on("words shown." + subject, drawWall);
}
Object.assign(commands, { wall: openWall, wallshow: toggleWall });
painters.push(showWall, fillWall);
