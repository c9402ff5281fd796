/* The screen: light or dark, large print, contrast, full, blank, and awake; and whether the bell is off. */

const CHOICES = ["large", "contrast", "mute"]; // what a room may need; each is an attribute of the page, as data-large

function toggleTheme() {
  const night = page.dataset.theme
    ? page.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  page.dataset.theme = night ? "light" : "dark";
  kept.set("theme", page.dataset.theme);
}

function showChoice(name, on = kept.get(name) === "on") {
  page.toggleAttribute("data-" + name, on);
  mark(name, on);
}

function toggleChoice(name) {
  const on = !page.hasAttribute("data-" + name);
  kept.set(name, on ? "on" : "off");
  showChoice(name, on);
  fit(current);
  announce(saying(name + (on ? "_on" : "_off")));
}

function toggleFullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else page.requestFullscreen?.().catch(() => { /* the browser says no */ });
}

/* Keeps the screen of the laptop on where the browser can; it lets go whenever the page is out of sight. */
function stayAwake() {
  if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => { /* fine */ });
}

// --- blank -----------------------------------------------------------------------------------------------------

/* In the speaker view only the button tells that the room sees nothing. */
function showBlank() {
  const blank = session.get("blank", false);
  mark("blank", blank);
  if (speaking) return;
  if (blank && !byId("blank").open) {
    open()?.close();
    openDialog(byId("blank"));
  } else if (!blank) byId("blank").close();
}

const resume = () => session.set("blank", false);

session.on("blank", showBlank);
inDialog.blank = () => {
  resume();
  return true;
};
byId("blank").addEventListener("cancel", resume); // the way back of a phone
Object.assign(commands, {
  theme: toggleTheme,
  large: () => toggleChoice("large"),
  contrast: () => toggleChoice("contrast"),
  mute: () => toggleChoice("mute"),
  fullscreen: toggleFullscreen,
  blank: () => session.set("blank", !session.get("blank", false)),
});
document.addEventListener("visibilitychange", stayAwake);
addEventListener("storage", ({ key }) => { // the speaker chooses for the room
  const name = CHOICES.find((each) => key === "teamcards-" + each);
  if (!name) return;
  showChoice(name);
  fit(current);
});
if (!document.fullscreenEnabled) for (const button of buttonsOf("fullscreen")) button.parentElement.hidden = true;
