/* A laser pointer that follows the mouse over the slide, in every tab: also from the small slide of the speaker. */

/* Where on the slide a mouse or finger is: fractions of its width and height, undefined outside of it. */
function spot(event) {
  const box = main.getBoundingClientRect();
  const at = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  return at.every((part) => part >= 0 && part <= 1) ? at : undefined;
}

const lasering = () => session.get("laser", false);

function showLaser() {
  mark("laser", lasering());
  page.classList.toggle("lasering", lasering());
  if (!lasering()) byId("laser").hidden = true;
}

function point(at) {
  const dot = byId("laser");
  dot.hidden = !lasering() || !Array.isArray(at);
  if (dot.hidden) return;
  const box = main.getBoundingClientRect();
  dot.style.left = box.left + at[0] * box.width + "px";
  dot.style.top = box.top + at[1] * box.height + "px";
}

function toggleLaser() {
  session.set("laser", !lasering());
  announce(saying(lasering() ? "laser_on" : "laser_off"));
}

session.on("laser", showLaser);
session.on("laser at", point);
commands.laser = toggleLaser;
document.addEventListener("pointermove", (event) => { if (lasering()) session.pass("laser at", spot(event)); });
page.addEventListener("pointerleave", () => { if (lasering()) session.pass("laser at", null); });
