/* Everything that was typed in a workshop, as text to keep: Markdown to read, CSV for a spreadsheet. Both are made here, in
   the page, from the same records: { card, title, kind, part, text, number }. */

const CSV_COLUMNS = ["card", "title", "kind", "part", "text", "number"];

/* The records of all cards and parts, in the order of the slides. */
function recordsKept() {
  const firsts = Array.from(new Map(slides.filter(subjectOf).toReversed().map((slide) => [subjectOf(slide), slide])).values()).toReversed();
  return firsts.flatMap((slide) => {
    const record = (kind, part, text, number) => ({ card: subjectOf(slide), title: titleOf(slide), kind, part, text, number });
    const kind = saying(slide.matches(".kind-action") ? "commitment" : "word");
    return [...countRecords(slide, record), ...wordsAt(subjectOf(slide)).map((text) => record(kind, "", text, ""))];
  });
}

/* What was counted in every way, not only in the one that the panel is at. */
function countRecords(slide, record) {
  const vote = voteOf(slide);
  const kept = vote ? session.get("votes." + vote.subject, {}) : {};
  return (vote?.ways ?? []).flatMap((way) => {
    const one = { ...vote, way, rounds: roundsOf(way, kept), each: eachOf(way, kept) };
    if (!one.rounds.some(filled)) return [];
    return way.kind === "rank" ? rankRecords(one, record) : roundRecords(one, record);
  });
}

function roundRecords(vote, record) {
  const tallies = talliesOf(vote);
  const name = nameOf(vote.way);
  const rounds = tallies.map(({ counts }, order) => [saying(["round_first", "round_second"][order]).toLowerCase(), counts]);
  const [first, second] = tallies.map(({ counts }) => counts);
  if (second) rounds.push([saying("difference"), second.map((count, place) => count - first[place])]);
  const rows = rounds.flatMap(([part, counts]) => vote.way.options.map((option, place) => record(name, part, calledAs(option), counts[place])));
  return second ? [...rows, record(name, saying("difference"), shiftText(vote, tallies), "")] : rows;
}

function rankRecords(vote, record) {
  const { groups, ranks } = rankingsOf(vote);
  const name = nameOf(vote.way);
  const row = (part, option, place) => record(name, part, calledAs(vote.way.options[option]), place);
  const each = groups.flatMap(({ group, places }) => places.map((place, option) => row(saying("group", { n: group }), option, place || "")));
  return groups.length ? [...each, ...ranks.map(({ option, rank }) => row(saying("together"), option, rank))] : [];
}

// --- as text ---------------------------------------------------------------------------------------------------

/* Fields in quotes where they need them (RFC 4180), and between them what a spreadsheet of that language splits at. A text that a spreadsheet would take for a formula gets an apostrophe. */
function csvOf(records) {
  const cell = (value) => {
    const text = typeof value === "number" ? String(value) : value.replace(/^\s*[=+\-@]/, "'$&").replace(/[\r\n\t]+/g, " ");
    return /[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const head = CSV_COLUMNS.map((column) => saying("column_" + column));
  return [head, ...records.map((record) => CSV_COLUMNS.map((column) => record[column]))].map((row) => row.map(cell).join(page.lang === "nl" ? ";" : ",") + "\r\n").join("");
}

/* A heading for each card, and under it a list for each round. Texts stay texts: what Markdown would read is escaped. */
function markdownOf(records) {
  const plain = (text) => text.replace(/[\\`*_{}[\]<>#|~&]/g, "\\$&").replace(/^(\d+)([.)])|^([-+=])/, (all, digits, dot, sign) => (sign ? "\\" + sign : digits + "\\" + dot));
  const lines = [`# ${plain(deckTitle())}`, "", today()];
  let before = {};
  for (const record of records) {
    if (record.card !== before.card) lines.push("", `## ${plain(record.title)}` + (record.card.includes(".") ? "" : ` (${record.card})`)); // a part has no name
    if (record.card !== before.card || record.kind !== before.kind || record.part !== before.part) {
      lines.push("", `**${plain([record.kind, record.part].filter(Boolean).join(", "))}**`, "");
    }
    lines.push("- " + plain(record.text) + (record.number === "" ? "" : `: ${record.number}`));
    before = record;
  }
  return lines.join("\n") + "\n";
}

const deckTitle = () => byId("deck-title").textContent;

/* The day here, as 2026-11-25. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

// --- the dialog ------------------------------------------------------------------------------------------------

function openExport() {
  toggleDialog("export");
  fillExport();
  byId("export-download").focus();
}

function fillExport() {
  if (!byId("export").open) return;
  byId("export-said").textContent = "";
  const records = recordsKept();
  byId("export-none").hidden = records.length > 0;
  byId("export-kept").hidden = records.length === 0;
  byId("export-text").value = textKept();
}

/* In the form that is chosen; a text field would lose the line ends of CSV. */
const textKept = () => (byId("export-form").value === "csv" ? csvOf : markdownOf)(recordsKept());

/* A file of what the dialog shows; where a browser refuses it, the text can be copied. */
function download() {
  const form = byId("export-form").value;
  const mark = form === "csv" ? "\ufeff" : ""; // by which a spreadsheet knows that é is é
  saveFile(`${main.dataset.deck}-${today()}.${form}`, form === "csv" ? "text/csv" : "text/markdown", mark + textKept());
}

function saveFile(name, type, text) {
  const link = made("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/* Copies the text; it is selected too, so that it can be copied by hand where the browser does not let the page. */
async function copyExport() {
  byId("export-text").select();
  try {
    await navigator.clipboard.writeText(textKept());
    warn("export-said", saying("copied"));
  } catch { warn("export-said", saying("copied_not")); }
}

for (const subject of new Set(slides.map(subjectOf).filter(Boolean))) {
  for (const kind of ["votes.", "words."]) session.on(kind + subject, fillExport);
}
byId("export-form").addEventListener("change", fillExport);
byId("export-download").addEventListener("click", download);
byId("export-copy").addEventListener("click", copyExport);
commands.export = openExport;
