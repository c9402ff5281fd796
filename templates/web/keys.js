/* What a key or a click does. Which keys a command has stands in slides.html, on its buttons. */

const keys = {}; // a key, with Shift+ before it where that matters -> the command
for (const button of document.querySelectorAll("[data-command][aria-keyshortcuts]")) {
  for (const written of button.getAttribute("aria-keyshortcuts").split(" ")) {
    keys[written.replace("Space", " ").replace("Plus", "+").replace(/(^|\+)([A-Z])$/, (_, before, letter) => before + letter.toLowerCase())] = button.dataset.command;
  }
}

function commandOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shifted = event.shiftKey && keys["Shift+" + key];
  if (key.length === 1 && key !== " " && !byId("single-keys").checked) return undefined;
  return shifted || keys[key];
}

/* Typing, and pressing a button with space or Enter, are never a shortcut; nor is anything with Ctrl, Alt or Meta. */
function elsewhere(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return true;
  const seen = event.target instanceof Element && event.target.checkVisibility();
  const target = seen ? event.target : page; // a dialog that closes keeps the focus for a moment
  if (target.closest("textarea, select, input:not([type=checkbox]), [contenteditable]")) return !pages(event.key, target);
  return event.key === " " && target.closest("a:not(.tiles a), button, input") !== null;
}

/* Page keys mean nothing in a field of one line, and a clicker has no others. */
const pages = (key, target) => key.startsWith("Page") && target.matches("input");

function onKey(event) {
  if (elsewhere(event) || (event.repeat && !/^(Arrow|Page| )/.test(event.key))) return; // a key that is held moves on, no more
  const dialog = open();
  const command = commandOf(event);
  if (startsShow(event) || (dialog ? usedIn(dialog, event, command) : usedOn(event, command))) event.preventDefault();
}

/* A clicker sends F5 to start a show. One that fills the screen goes on; else the browser loads the page again. */
const startsShow = (event) => event.key === "F5" && document.fullscreenElement !== null;

let numberTyped = ""; // of a slide, until Enter goes there

/* A number and then Enter go to a slide, as in other programs for slides; whether the key did anything. */
function jumps({ key }) {
  const number = numberTyped;
  const digit = /^\d$/.test(key) && byId("single-keys").checked;
  numberTyped = digit ? (number + key).slice(-4) : "";
  byId("position").textContent = (numberTyped || current.dataset.number) + " / " + total;
  if (digit) announce(saying("jump", { n: numberTyped }));
  const slide = key === "Enter" && slides.find((each) => each.dataset.number === String(Number(number)));
  if (slide) go(slide, { jump: true });
  else if (key === "Enter" && number) announce(saying("unknown", { name: number }));
  return digit || (key === "Enter" && number !== "");
}

/* What a key does on a slide; whether it did anything. While the screen is blank any command only ends that. */
function usedOn(event, command) {
  if (jumps(event)) return true;
  const reads = { ArrowDown: 1, ArrowUp: -1, " ": event.shiftKey ? -1 : 1 }[event.key];
  if (!command) return false;
  if (session.get("blank", false)) resume();
  else if (event.key === "Escape" && (zoom() || lasering())) commands[zoom() ? "zoom" : "laser"]();
  else if (lookAround(event.key)) return true;
  else if (reads && inNotes(event.target)) return false; // it scrolls
  else if (!reads || !scrolled(reads)) commands[command]();
  return true;
}

/* What a key does while a dialog is open; whether it did anything. Keys that move, move in the dialog; every other key
   does there what it does elsewhere, and closes the dialog. So do page keys: a clicker has no others. */
function usedIn(dialog, event, command) {
  const name = dialog.id.replace("page.", "");
  if (inDialog[name]?.(event, command)) return true;
  if (goesBeside(command)) {
    commands[command]();
    return true;
  }
  if (event.key === "Escape" && dialog.matches(":modal")) return false; // the dialog closes itself
  if (event.key === " ") return follows(event.target.closest("a"));
  else if (/^(Arrow|Home|End)/.test(event.key)) return moveInGrid(dialog, event.key);
  else if (command) {
    dialog.close();
    if (name !== command && event.key !== "Escape") commands[command]();
  } else return false;
  return true;
}

function follows(link) {
  link?.click();
  return link !== null;
}

/* A command of the menu closes the menu first; a link does what links do. */
function onClick(event) {
  const button = event.target.closest("[data-command]");
  const dialog = open();
  const link = event.target.closest('a[href^="#"], a[data-command]');
  if (link) dialog?.close();
  else if (button) {
    if (button.dataset.command !== "close" && !goesBeside(button.dataset.command)) dialog?.close();
    commands[button.dataset.command]();
  } else if (dialog?.matches(":modal") && event.target === dialog) dialog.close(); // the backdrop
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", onClick);
byId("single-keys").checked = kept.get("single-keys") !== "off";
byId("single-keys").addEventListener("change", (event) => kept.set("single-keys", event.target.checked ? "on" : "off"));
