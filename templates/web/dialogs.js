/* Dialogs: one at a time, opened by its command and closed by the same. Most of them are only that. */

function toggleDialog(id) {
  const dialog = byId(id);
  const showing = open();
  showing?.close();
  if (showing !== dialog) dialog.showModal();
}

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

Object.assign(commands, {
  help: () => toggleDialog("help"),
  restart: () => toggleDialog("restart"),
  clear: () => session.clear(),
  close: () => open()?.close(),
});
