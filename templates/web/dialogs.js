/* Dialogs: one at a time, opened by its command and closed by the same. Most of them are only that. */

function toggleDialog(id) {
  const dialog = byId(id);
  const showing = open();
  showing?.close();
  if (showing !== dialog) openDialog(dialog);
}

function openDialog(dialog) {
  dialog.showModal();
  hearIn(dialog);
}

/* Takes the live region along: beside an open dialog nothing is read aloud. */
const hearIn = (dialog) => dialog.append(byId("live"));

/* Keys in a grid of tiles or piles: to the one beside, or to the nearest one of the row above or below. Whether there
   is a grid. */
function moveInGrid(dialog, key) {
  const links = Array.from(dialog.querySelectorAll(".tiles a, .piles button"));
  const here = document.activeElement;
  const at = links.indexOf(here);
  const beside = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1 }[key];
  const rows = links.map((link) => link.offsetTop).filter((top) => (key === "ArrowUp" ? top < here.offsetTop : top > here.offsetTop));
  const row = key === "ArrowUp" ? Math.max(...rows) : Math.min(...rows);
  const away = (link) => Math.abs(link.offsetLeft - here.offsetLeft);
  const near = links.filter((link) => link.offsetTop === row).sort((one, other) => away(one) - away(other));
  (beside === undefined ? near[0] : links[beside])?.focus();
  return links.length > 0;
}

document.addEventListener("close", () => { if (!open()) document.body.append(byId("live")); }, { capture: true });
/* Takes a whole number that was typed, or 0 where the field is empty; of another one it says what it can be. */
function takeNumber(field, least, most, keep) {
  const typed = field.value.trim();
  const number = Number(typed);
  const right = !typed || (/^\d+$/.test(typed) && number >= least && number <= most);
  field.setAttribute("aria-invalid", !right);
  warn(field.dataset.wrong, right ? "" : saying("number_between", { least, most }));
  if (right) keep(number);
}

/* What a field holds, nothing for 0; what is being typed is left alone. */
function showNumber(field, number) {
  if (field === document.activeElement) return;
  field.value = number || "";
  field.setAttribute("aria-invalid", false);
  byId(field.dataset.wrong).textContent = "";
}

/* A button with a cross, as that of a dialog, which takes something away. */
function crossButton(label) {
  const button = byId("help").querySelector("[data-command=close]").cloneNode(true);
  button.removeAttribute("data-command");
  button.title = label;
  button.setAttribute("aria-label", label);
  return button;
}

/* A message beside what it is about, and read aloud. */
function warn(id, text) {
  byId(id).textContent = text;
  if (text) announce(text);
}

Object.assign(commands, {
  help: () => toggleDialog("help"),
  restart: () => toggleDialog("restart"),
  clear: () => session.clear(),
  close: () => open()?.close(),
});
