/* Where a workshop stands against its plan, and how it can still end in time. Moments are milliseconds as Date.now()
   tells them, what lies between them is in seconds, and parts get whole minutes.
   A part is { title, minutes, floor, saves, drop, ... }: it can do with `floor`, and without the cards of `drop` with
   `saves` less. Where it stands is { start, end, running, since, now, shown }: the moment to end, the place of the part
   that runs (from 0; the number of parts when all is done), since when, and the ids of cards that were shown already. */

const MINUTE = 60000;

const minutesOf = (parts) => parts.reduce((sum, part) => sum + part.minutes, 0);
const sumOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/* The end as it was planned at the start. It is kept, also when parts get other minutes on the way. */
const plannedEnd = (parts, start) => start + minutesOf(parts) * MINUTE;

/* When to be back from a break, on a whole minute. */
const returnAt = (since, minutes) => Math.ceil(since / MINUTE + minutes) * MINUTE;

/* How many seconds it is ahead (behind: below zero), and the end as it will be when all that comes takes what it was given. */
function paceOf(parts, at) {
  const rest = parts.slice(at.running);
  const overrun = rest.length ? Math.max(0, at.now - at.since - rest[0].minutes * MINUTE) : 0;
  const projected = at.since + minutesOf(rest) * MINUTE + overrun;
  return { ahead: Math.round((at.end - projected) / 1000), projected };
}

// --- repair ----------------------------------------------------------------------------------------------------

/* What each part from the running one on gets, so that the workshop ends in time: shorter parts where that is enough, then
   as few dropped cards as possible, the earliest first. `late` is how many minutes must be won back, none when it is
   less than half a minute behind; `over` is what it runs over all the same. The running part's minutes are all that it
   gets, also what is spent. */
function repairOf(parts, at) {
  const rest = parts.slice(at.running).map((part, order) => rangeOf(part, order ? null : at, at.shown));
  const late = Math.max(0, sumOf(rest.map((range) => range.most)) - Math.round((at.end - at.since) / MINUTE));
  const slack = rest.map((range) => range.most - range.least);
  const dropped = fewestDrops(rest, late - sumOf(slack));
  let short = late;
  const saved = rest.map((range) => {
    const part = dropped.includes(range) ? Math.min(range.saves, short) : 0;
    short -= part;
    return part;
  });
  const taken = sharedOut(slack, Math.min(short, sumOf(slack)));
  const minutes = rest.map((range, order) => range.most - saved[order] - taken[order]);
  return {
    late,
    over: short - sumOf(taken),
    parts: rest.map((range, order) => ({
      number: at.running + order + 1,
      minutes: minutes[order],
      drop: dropped.includes(range) ? range.drop : [],
      saves: dropped.includes(range) ? range.saves : 0,
    })),
  };
}

/* The fewest and most minutes that a part may get, and what dropping cards may save; one that runs has spent some, and a
   card that was shown cannot be dropped. */
function rangeOf(part, running, shown = []) {
  const spent = running ? Math.max(0, Math.round((running.now - running.since) / MINUTE)) : 0;
  const drop = part.drop ?? [];
  const possible = drop.length && !drop.some((card) => shown.includes(card)) ? part.saves : 0;
  const least = Math.max(part.floor, spent);
  return { least, most: Math.max(part.minutes, spent), drop, saves: Math.min(possible, least - spent) };
}

/* The fewest parts whose dropped cards save enough, and of these the earliest; all of them when that is not enough. */
function fewestDrops(ranges, minutes) {
  const possible = ranges.filter((range) => range.saves > 0);
  const best = (list, count) => sumOf(list.map((range) => range.saves).sort((one, other) => other - one).slice(0, count));
  const asked = Math.min(minutes, best(possible, possible.length));
  let count = 0;
  while (best(possible, count) < asked) count++;
  const chosen = [];
  for (const [order, range] of possible.entries()) {
    const saved = sumOf([...chosen, range].map((each) => each.saves));
    const later = best(possible.slice(order + 1), count - chosen.length - 1);
    if (chosen.length < count && saved + later >= asked) chosen.push(range);
  }
  return chosen;
}

/* Whole minutes taken from each in proportion to what it can give; what is left over goes by the largest remainder, and
   between equals by the earliest. */
function sharedOut(slack, minutes) {
  const whole = Math.max(1, sumOf(slack));
  const taken = slack.map((each) => Math.floor((minutes * each) / whole));
  const remainder = (place) => (minutes * slack[place]) % whole;
  const places = slack.map((_, place) => place).sort((one, other) => remainder(other) - remainder(one) || one - other);
  for (const place of places.slice(0, minutes - sumOf(taken))) taken[place]++;
  return taken;
}
