/* Words of the people in the room, that the facilitator types under a card: hidden while people write, then large on the
   slide. They are a list of texts for each card or part, and whether the room sees them. */

const subjectOf = (slide) => slide.dataset.card ?? (slide.matches(".kind-segment") ? slide.id : "");
const LONGEST_WORD = 200;
const MOST_WORDS = 100;
const takenBack = []; // the lists as they were before each change in this tab, with their subject

function wordsAt(subject) {
  const found = subject ? session.get("words." + subject, []) : [];
  return found.filter((text) => typeof text === "string" && text.trim()).map((text) => text.slice(0, LONGEST_WORD)).slice(0, MOST_WORDS);
}

/* Words are seen as they come, but where people write in silence only when they are shown. */
function wallShown(slide) {
  const shown = session.get("words shown." + subjectOf(slide));
  return typeof shown === "boolean" ? shown : slide.dataset.method !== "silent-writing";
}

function keepWords(list) {
  const subject = subjectOf(current);
  takenBack.push([subject, wordsAt(subject)]);
  session.set("words." + subject, list);
}

function addWord() {
  const field = byId("wall-new");
  const text = field.value.trim();
  const list = wordsAt(subjectOf(current));
  if (!text || list.length >= MOST_WORDS) return;
  keepWords([...list, text]);
  field.value = "";
}

/* An empty text is a text removed. */
function editWord(place, text) {
  const list = wordsAt(subjectOf(current));
  keepWords(text.trim() ? list.with(place, text.trim()) : list.filter((_, other) => other !== place));
}

function undoWords() {
  const at = takenBack.findLastIndex(([subject]) => subject === subjectOf(current));
  if (at < 0) return;
  const [[subject, list]] = takenBack.splice(at, 1);
  session.set("words." + subject, list);
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
  fillWall();
  byId("wall-new").focus();
}

function fillWall() {
  if (!byId("wall").open) return;
  const list = wordsAt(subjectOf(current));
  const rows = byId("wall-rows");
  while (rows.children.length > list.length) rows.lastChild.remove();
  while (rows.children.length < list.length) rows.append(wordRow(rows.children.length + 1));
  for (const [place, row] of Array.from(rows.children).entries()) row.querySelector("input").value = list[place];
  byId("wall-state").textContent = saying(wallShown(current) ? "wall_is_shown" : "wall_is_hidden");
  byId("wall-reveal").textContent = saying(wallShown(current) ? "hide" : "show");
  byId("wall-undo").disabled = !takenBack.some(([subject]) => subject === subjectOf(current));
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

const wordPlace = (target) => Array.from(byId("wall-rows").children).indexOf(target.closest("li"));

byId("wall").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
  event.preventDefault();
  if (event.target === byId("wall-new")) addWord();
  else byId("wall-new").focus(); // leaving keeps what was changed
});
byId("wall-rows").addEventListener("change", ({ target }) => editWord(wordPlace(target), target.value));
byId("wall-rows").addEventListener("click", ({ target }) => {
  if (!target.closest("button")) return;
  editWord(wordPlace(target), "");
  byId("wall-new").focus();
});
byId("wall-add").addEventListener("click", addWord);
byId("wall-undo").addEventListener("click", () => { undoWords(); byId("wall-new").focus(); });
for (const subject of new Set(slides.map(subjectOf).filter(Boolean))) {
  session.on("words." + subject, drawWall);
  session.on("words shown." + subject, drawWall);
}
Object.assign(commands, { wall: openWall, wallshow: toggleWall });
