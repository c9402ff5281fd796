/* All slides as tiles, to go to any of them. */

/* The tiles are made from the slides when they are first asked for, so that the page says every word once. */
function fillOverview() {
  const list = byId("overview").querySelector(".tiles");
  if (!list.firstChild) {
    const shown = slides.filter((slide) => slide.dataset.of === slide.id);
    list.append(...shown.map(tile));
  }
  const mine = list.querySelector(`a[href="#${CSS.escape(current.dataset.of)}"]`);
  markLeftOut();
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  mine?.setAttribute("aria-current", "page");
  return mine;
}

function tile(slide) {
  const icon = slide.querySelector(".band .icon");
  const shown = icon ? [icon.cloneNode(true)] : [];
  const link = made("a", "", ...shown, made("b", "", slide.dataset.number), " ", made("span", "", titleOf(slide)));
  link.href = "#" + slide.id;
  return made("li", slide.className.replace("slide ", ""), link);
}

function openOverview() {
  toggleDialog("overview");
  if (open() === byId("overview")) fillOverview()?.focus();
}

commands.overview = openOverview;
