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
  const item = document.createElement("li");
  const link = document.createElement("a");
  const number = document.createElement("b");
  const title = document.createElement("span");
  item.className = slide.className.replace("slide ", "");
  link.href = "#" + slide.id;
  number.textContent = slide.dataset.number;
  const icon = slide.querySelector(".band .icon");
  if (icon) link.append(icon.cloneNode(true));
  title.textContent = titleOf(slide);
  link.append(number, " ", title);
  item.append(link);
  return item;
}

function openOverview() {
  toggleDialog("overview");
  if (open() === byId("overview")) fillOverview()?.focus();
}

commands.overview = openOverview;
