/* What is shown large instead of the slide, in every tab: groups, whose turn it is, the card table. The session says
   which; each is a dialog, closed like any other. While the screen is blank nothing is shown; it comes back after. */

const views = {}; // the name of a dialog -> what draws it; each feature adds its own

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
    byId(name).showModal();
    byId(name).append(byId("live")); // beside an open dialog nothing is read aloud
  }
  views[name]();
}

const toggleView = (name) => session.set("view", view() === name ? "" : name);

/* However a view was closed, it is closed in every tab. */
function onClose(event) {
  if (!open()) document.body.append(byId("live"));
  if (event.target.id === "page." + view() && !event.target.open) session.set("view", "");
}

session.on("view", showView);
session.on("blank", showView);
document.addEventListener("close", onClose, { capture: true });
