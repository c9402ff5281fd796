/* Notes for the facilitator. They are in the page only while their panel is open; a page without any has no panel. */

const inNotes = (target) => target === byId("notes-text") && target.scrollHeight > target.clientHeight;

function fillNotes() {
  const panel = byId("notes");
  if (!panel) return;
  const text = byId("notes-text");
  text.replaceChildren();
  if (panel.hidden) return;
  const template = element("notes." + current.dataset.of);
  const notes = template?.content.cloneNode(true);
  if (notes?.firstElementChild) text.append(notes);
  else text.append(made("p", "", saying("notes_none")));
  const next = beside(current, 1);
  if (next && !speaking) text.append(made("p", "next", saying("up_next") + ": " + titleOf(next)));
  text.scrollTop = 0;
}

function toggleNotes() {
  const panel = byId("notes");
  if (speaking) return byId("notes-text").focus();
  panel.hidden = !panel.hidden;
  page.classList.toggle("with-notes", !panel.hidden);
  fillNotes();
  fit(current);
  (panel.hidden ? headingOf(current) : byId("notes-heading")).focus({ preventScroll: true });
}

painters.push(fillNotes);
commands.notes = toggleNotes;
