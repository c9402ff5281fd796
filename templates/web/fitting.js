/* Makes a slide fit on the screen, and reads on in one that cannot. */

/* Sets type smaller until the slide is no higher than the screen, down to what can be read; then it scrolls. As long as
   other type stands in for that of the deck nothing is known. */
function fit(slide) {
  const face = slide.querySelector(".face");
  const content = slide.querySelector(".content");
  const fits = (scale, over = 0) => {
    face.style.setProperty("--fit", scale);
    const wide = [face, content].some((box) => box.scrollWidth > box.clientWidth + over);
    return !wide && face.scrollHeight <= face.clientHeight + over;
  };
  let large = 1;
  if (!fits(large, 1) && document.fonts.status === "loaded") {
    const { fontSize } = getComputedStyle(page); // larger for who asked for larger type
    const larger = Number(getComputedStyle(page).getPropertyValue("--larger")) || 1;
    const readable = larger * Math.max(parseFloat(fontSize), Math.min(main.clientWidth, main.clientHeight * 1.78) * 0.015);
    let small = Math.min(1, readable / parseFloat(getComputedStyle(face).fontSize));
    for (let round = 0; round < 6; round += 1) {
      const middle = (small + large) / 2;
      if (fits(middle)) small = middle;
      else large = middle;
    }
    fits(small);
  }
  if (face.scrollHeight > face.clientHeight + 1) face.tabIndex = 0;
  else face.removeAttribute("tabindex");
  shade();
}

/* A slide that goes on below the edge says so. */
function shade() {
  const face = current.querySelector(".face");
  current.toggleAttribute("data-below", face.scrollTop + face.clientHeight < face.scrollHeight - 4);
}

/* Down and space first read on in a slide that is higher than the screen. */
function scrolled(by) {
  const face = current.querySelector(".face[tabindex]");
  if (!face) return false;
  const before = face.scrollTop;
  face.scrollBy({ top: by * face.clientHeight * 0.8, behavior: "instant" });
  session.set("read", Math.round((100 * face.scrollTop) / (face.scrollHeight - face.clientHeight)) / 100);
  return face.scrollTop !== before;
}

/* Reads on as far as another tab did. */
function readOn() {
  const face = current.querySelector(".face");
  const top = session.get("read", 0) * (face.scrollHeight - face.clientHeight);
  if (Math.abs(face.scrollTop - top) > face.clientHeight / 50) face.scrollTo({ top, behavior: "instant" });
}

session.on("read", readOn);
main.addEventListener("scroll", shade, { capture: true, passive: true });
new ResizeObserver(() => fit(current)).observe(main);
for (const face of document.fonts) face.load(); // before a slide asks for it
document.fonts.addEventListener("loadingdone", () => { fit(current); fillDesk(); });
