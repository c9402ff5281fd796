/* What is shown large instead of the slide, in every tab: groups, whose turn it is, the card table. The session says
   which; each is a dialog, closed like any other. While the screen is blank nothing is shown; it comes back after. */

const views = {}; // the name of a dialog -> what draws it; each feature adds its own
const NO_SCREEN = ["clock", "reset", "phase", "minute", "five", "mute", "notes", "theme", "large", "contrast", "laser", "fullscreen"]; // commands

function view() {
  const name = session.get("view", "");
  return Object.hasOwn(views, name) && (speaking || !session.get("blank", false)) ? name : "";
}

function showView() {
  const name = view();
  for (const other of Object.keys(views)) if (other !== name) byId(other).close();
  if (!name) return;
  if (!byId(name).open) {
    open()?.close();
    if (speaking) byId(name).show(); // notes and clock beside it can be used
    else byId(name).showModal();
    hearIn(byId(name));
  }
  views[name]();
}

/* However a view was closed, it is closed in every tab. */
function onClose(event) {
  if (event.target.id === "page." + view() && !event.target.open) session.set("view", "");
}

/* A command that leaves the screen to the view. */
const goesBeside = (command) => view() !== "" && open() === byId(view()) && NO_SCREEN.includes(command);

session.on("view", showView);
session.on("blank", showView);
document.addEventListener("close", onClose, { capture: true });
