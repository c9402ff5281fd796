/* The speaker view: the same page in a second window, at ?view=speaker. Its slide is as large inside as that of the
   main tab and shown smaller, so that lines end where the room sees them end. */

const desk = byId("desk");

function openDesk() {
  document.title = saying("speaker") + " · " + document.title;
  page.classList.add("speaker");
  for (const part of [desk, byId("notes")]) if (part) part.hidden = false;
  byId("desk-clocks").append(byId("position"), byId("clock"));
  byId("pace").hidden = openings.length === 0;
  byId("speaker-link").parentElement.hidden = true;
  for (const stage of document.querySelectorAll(".stage")) new ResizeObserver(scaleStages).observe(stage);
  session.on("screen", scaleStages);
  scaleStages();
  showTime();
}

/* The slide of the main tab, in pixels; a wide one where there is none, or it is upright like a phone. */
function screenSize() {
  const [wide, high] = session.get("screen", []);
  return wide > high && high > 300 ? [wide, high] : [1280, 720];
}

function scaleStages() {
  const [wide, high] = screenSize();
  page.style.setProperty("--wide", wide + "px");
  page.style.setProperty("--high", high + "px");
  page.style.setProperty("--shape", wide / high);
  for (const stage of document.querySelectorAll(".stage")) {
    stage.style.setProperty("--scale", Math.min(stage.clientWidth / wide, stage.clientHeight / high));
  }
}

/* The card that comes next, as a picture: its words are also those of its heading. */
function fillDesk() {
  if (!speaking) return;
  const next = beside(current, 1);
  byId("desk-title").textContent = next ? saying("up_next") + ": " + titleOf(next) : saying("end");
  const picture = next?.cloneNode(true);
  for (const it of picture ? [picture, ...picture.querySelectorAll("[id]")] : []) it.removeAttribute("id");
  picture?.removeAttribute("aria-labelledby");
  picture?.querySelector(".clock")?.remove();
  byId("desk-next").replaceChildren(...(picture ? [picture] : []));
  if (!picture) return;
  picture.hidden = false;
  fit(picture);
}

/* The time of day, to the minute. */
function showTime() {
  byId("desk-time").textContent = timeOfDay(Date.now());
  setTimeout(showTime, 60000 - (Date.now() % 60000) + 5);
}

painters.push(fillDesk);
commands.speaker = () => { if (!speaking) byId("speaker-link").click(); };

/* How large the slide of the room is; told again when somebody started over. */
function tellScreen() {
  if (!speaking) session.set("screen", [main.clientWidth, main.clientHeight]);
}

session.on("screen", (size) => { if (!size) tellScreen(); });
new ResizeObserver(tellScreen).observe(main);
