/* Where a method is that is done in groups of other sizes, such as 1 · 2 · 4 · all: a ring for each size, and what is left
   of its step around the ring. */

/* The sizes of the groups in their order, each with its steps; a step that has none goes on in the groups there are. */
function sizesOf(phases) {
  const sizes = [];
  for (const [order, { group }] of phases.entries()) {
    if (!sizes.length || (group && group !== sizes.at(-1).group)) sizes.push({ group, steps: [order] });
    else sizes.at(-1).steps.push(order);
  }
  return sizes.every(({ group }) => group) && sizes.length > 1 ? sizes : [];
}

function fillRing(clock, left) {
  const list = byId("clock-ring");
  const sizes = sizesOf(clock.phases);
  list.hidden = !sizes.length;
  const rings = sizes.map(({ group, steps }) => {
    const item = made("li", steps.at(-1) < clock.phase ? "done" : "", group === "all" ? saying("all") : group);
    if (steps.includes(clock.phase)) item.setAttribute("aria-current", "step");
    return item;
  });
  renew(list, rings);
  list.style.setProperty("--left", left / clock.phases[clock.phase].length);
}
