/* Hands and dots that somebody counted, as shares; and what two counts can say of a change, and what not.
   What is typed wrong counts as nothing, and is told: { option, word, values } for `saying`. */

/* What was typed for each option, when everybody has so many votes. `silent` are the votes that nobody gave. */
function tallied(typed, people, votes = 1) {
  const most = people * votes;
  const problems = typed.map((text, option) => countProblem(String(text ?? "").trim(), option, most)).filter(Boolean);
  const wrong = new Set(problems.map((problem) => problem.option));
  const counts = typed.map((text, option) => (wrong.has(option) ? 0 : Number(text ?? 0)));
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total > most) problems.push({ option: null, word: "count_total", values: { n: total, most } });
  return {
    counts,
    total,
    silent: Math.max(0, most - total),
    shares: counts.map((count) => (total ? count / total : 0)),
    problems,
  };
}

function countProblem(text, option, most) {
  const count = Number(text);
  if (/^-\d+$/.test(text) && count < 0) return { option, word: "count_negative", values: { n: text } };
  if (text && !/^\d+$/.test(text)) return { option, word: "count_number", values: { typed: text } };
  return count > most ? { option, word: "count_many", values: { n: text, most } } : null;
}

/* From one vote to the next, one vote each, with nothing wrong in either. Hands have no names, so who moved cannot be
   known: only that it was no fewer than `least` people and no more than `most`, with those who gave no vote as an option
   of their own. */
function shiftOf(before, after, people) {
  const whole = [before, after].map((counts) => [...counts, people - counts.reduce((sum, count) => sum + count, 0)]);
  const net = whole[1].map((count, option) => count - whole[0][option]);
  const stayed = Math.max(0, ...net.map((_, option) => whole[0][option] + whole[1][option] - people));
  return { least: net.reduce((sum, gain) => sum + Math.max(0, gain), 0), most: people - stayed };
}

/* The options by points, most first; those with as many share their rank, and the next one is as far down as it is. */
function rankedBy(points) {
  const order = points.map((_, option) => option).sort((one, other) => points[other] - points[one] || one - other);
  return order.map((option) => ({
    option,
    points: points[option],
    rank: points.filter((other) => other > points[option]).length + 1,
    tied: points.filter((other) => other === points[option]).length > 1,
  }));
}
