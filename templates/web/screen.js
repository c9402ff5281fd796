/* The screen: light or dark, full, blank, and awake. */

function toggleTheme() {
  const night = page.dataset.theme
    ? page.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  page.dataset.theme = night ? "light" : "dark";
  kept.set("theme", page.dataset.theme);
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
    byId("blank").showModal();
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
  fullscreen: toggleFullscreen,
  blank: () => session.set("blank", !session.get("blank", false)),
});
document.addEventListener("visibilitychange", stayAwake);
if (!document.fullscreenEnabled) for (const button of buttonsOf("fullscreen")) button.parentElement.hidden = true;
