/* Cards that are dragged: onto another one to change the order, onto the tray to pick. All of it can be done by buttons. */

const FAR = 8; // pixels before it is dragging; less is a click
let drag = null; // the card that is held, and where the pointer took it
let dropped = false; // just now: what the browser calls a click then is none

function onGrab(event) {
  const item = event.target.closest("li");
  drag = item && event.button === 0 && event.isPrimary ? { item, x: event.clientX, y: event.clientY, far: false } : null;
}

function onDrag(event) {
  if (!drag) return;
  const [across, down] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.far && Math.hypot(across, down) < FAR) return;
  if (!drag.far) drag.item.setPointerCapture(event.pointerId);
  drag.far = true;
  drag.item.toggleAttribute("data-held", true);
  drag.item.style.setProperty("--dx", across + "px");
  drag.item.style.setProperty("--dy", down + "px");
}

/* Where the pointer lets go decides: on the tray, in the place of another card, or back. */
function onDrop(event) {
  const held = letGo();
  if (!held?.far || event.type === "pointercancel") return;
  const { id } = held.item.dataset;
  const below = document.elementsFromPoint(event.clientX, event.clientY);
  const other = below.map((it) => it.closest("#page\\.felt-cards li")).find((it) => it && it !== held.item);
  if (below.includes(byId("tray"))) pick(id);
  else if (other) moveCard(id, table().laid.indexOf(other.dataset.id));
  dropped = true;
  setTimeout(() => { dropped = false; });
}

function letGo() {
  const held = drag;
  drag = null;
  held?.item.removeAttribute("data-held");
  return held;
}

spreadCards.addEventListener("pointerdown", onGrab);
document.addEventListener("pointermove", onDrag);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, onDrop);
spreadCards.addEventListener("click", (event) => { if (dropped) event.stopPropagation(); }, { capture: true });
spreadCards.addEventListener("dragstart", (event) => event.preventDefault());
