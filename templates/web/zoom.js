/* Magnifies the slide, in every tab: the mouse or the arrow keys move around, another slide leaves. */

/* The point that stays in its place, in fractions of the width and height; null when nothing is magnified. */
function zoom() {
  const at = session.get("zoom");
  return Array.isArray(at) && at.length === 2 && at.every((part) => part >= 0 && part <= 1) ? at : null;
}

function showZoom() {
  const at = zoom();
  mark("zoom", at !== null);
  page.classList.toggle("zoomed", at !== null);
  if (!at) return;
  main.style.setProperty("--across", at[0] * 100 + "%");
  main.style.setProperty("--down", at[1] * 100 + "%");
}

function toggleZoom() {
  session.set("zoom", zoom() ? null : [0.5, 0.5]);
  announce(saying(zoom() ? "zoom_on" : "zoom_off"));
}

/* Arrows look around in what is magnified; whether this was one. */
function lookAround(key) {
  const by = { ArrowLeft: [-0.25, 0], ArrowRight: [0.25, 0], ArrowUp: [0, -0.25], ArrowDown: [0, 0.25] }[key];
  if (!by || !zoom()) return false;
  session.set("zoom", zoom().map((part, axis) => Math.min(1, Math.max(0, part + by[axis]))));
  return true;
}

session.on("zoom", showZoom);
commands.zoom = toggleZoom;
main.addEventListener("pointermove", (event) => {
  const at = zoom() && spot(event);
  if (at) session.set("zoom", at.map((part) => Math.round(part * 1000) / 1000));
});
