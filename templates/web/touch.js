/* Swipes and taps that turn the page. */

let touch = null;

function onTouchStart(event) {
  const [finger, second] = event.touches;
  const zoomed = window.visualViewport?.scale > 1.05 || zoom();
  touch = second || zoomed ? null : { x: finger.clientX, y: finger.clientY, at: event.timeStamp };
}

/* A swipe to the side, or a tap on an outer edge, turns the page. */
function onTouchEnd(event) {
  if (!touch || event.touches.length) return;
  const finger = event.changedTouches[0];
  const [across, down] = [finger.clientX - touch.x, finger.clientY - touch.y];
  const still = Math.hypot(across, down) < 10 && event.timeStamp - touch.at < 400;
  const edge = still && !event.target.closest("a, button") ? finger.clientX / innerWidth : 0.5;
  if (Math.abs(across) > 48 && Math.abs(across) > 2 * Math.abs(down)) step(across < 0 ? 1 : -1);
  else if (edge < 0.15 || edge > 0.85) step(edge > 0.5 ? 1 : -1);
  touch = null;
}

main.addEventListener("touchstart", onTouchStart, { passive: true });
main.addEventListener("touchend", onTouchEnd, { passive: true });
