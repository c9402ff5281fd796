/* Makes slides of the page, when all of its files have been read. */

for (const slide of slides) slide.hidden = slide !== current;
page.classList.add("live");
page.dataset.theme = kept.get("theme") ?? "";
for (const name of CHOICES) showChoice(name);
document.querySelector(".skip")?.remove(); // only the current slide is there: nothing to skip
byId("bar").hidden = byId("live").hidden = false;
if (speaking) openDesk();
for (const draw of [
  follow, tick, showPlan, showPeople, keepTime, showTimes, showBlank, showLaser, showZoom, showView, readOn, stayAwake,
]) draw();
addEventListener("hashchange", follow);
