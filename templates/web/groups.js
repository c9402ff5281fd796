/* Groups of people, who speaks when, and how long a method takes with so many. The same seed and the same earlier rounds
   give the same groups. People are numbers from 1, so that two of one name stay two; `labelled` puts their names on. */

const APART = 1e9; // what two who are kept apart cost in one group
const AGAIN = 1000; // what two who met before cost; more when they met more often
const MOST_STEPS = 20000; // of looking for a way to keep people apart

/* The sizes of the groups, largest first; nobody is alone. A pair or a trio may be one larger; a table of four or more
   may be smaller, as long as it has three. */
function groupSizes(people, size) {
  const fewer = Math.max(1, Math.floor(people / size));
  const more = Math.ceil(people / size);
  const smaller = Math.floor(people / more) >= 3;
  const count = smaller || Math.ceil(people / fewer) > size + 1 ? more : fewer;
  return Array.from({ length: count }, (_, order) => Math.floor(people / count) + (order < people % count ? 1 : 0));
}

/* The groups of the next round: those kept apart are never together when that is possible, and as few as possible meet
   again. `earlier` has the groups of the rounds before, `apart` has pairs. */
function mixed(people, size, seed, earlier = [], apart = []) {
  const prices = pricesOf(people, earlier, apart);
  const everybody = Array.from({ length: people }, (_, order) => order + 1);
  const sizes = groupSizes(people, size);
  const random = randomFrom(seed + 7919 * (earlier.length + 1));
  let best = sizes.every((each) => each === 2) ? roundRobin(shuffled(everybody, randomFrom(seed)), earlier.length, prices) : null;
  for (let tries = Math.max(3, 400 / people); tries > 0 && (!best || costOf(best, prices)); tries--) {
    const groups = groupedFrom(shuffled(everybody, random), sizes, prices);
    if (!best || costOf(groups, prices) < costOf(best, prices)) best = groups;
  }
  return best.map((group) => group.toSorted((one, other) => one - other)).sort((one, other) => one[0] - other[0]);
}

/* Groups that join into larger ones, as in 1-2-4-all: nobody leaves the people they are with. Pairs in `apart` do not come
   together where another place is as good. */
function joined(groups, size, apart = []) {
  const larger = groupSizes(groups.flat().length, size).map(() => []);
  const clash = (one, other) => apart.filter((pair) => pair.some((it) => one.includes(it)) && pair.some((it) => other.includes(it))).length;
  const asked = (group) => apart.flat().filter((person) => group.includes(person)).length;
  const order = groups.toSorted((one, other) => other.length - one.length || asked(other) - asked(one));
  for (const group of order) {
    const least = Math.min(...larger.map((each) => each.length));
    const open = larger.filter((each) => each.length === least);
    open.reduce((best, each) => (clash(each, group) < clash(best, group) ? each : best)).push(...group);
  }
  return larger.map((group) => group.sort((one, other) => one - other)).sort((one, other) => one[0] - other[0]);
}

/* How many pairs meet who met before, and which of those kept apart are together all the same. */
function metAgain(groups, earlier) {
  const met = new Set(earlier.flatMap(pairsIn).map(String));
  return pairsIn(groups).filter((pair) => met.has(String(pair))).length;
}

function notApart(groups, apart) {
  const together = new Set(pairsIn(groups).map(String));
  return apart.filter(([one, other]) => together.has(String([Math.min(one, other), Math.max(one, other)])));
}

function pairsIn(groups) {
  return groups.flatMap((group) => group.flatMap((one) => group.filter((other) => one < other).map((other) => [one, other])));
}

/* In which order a group speaks: another one starts each round, and everybody once in as many rounds as they are. */
function speakingOrder(group, round, seed) {
  const order = shuffled(group, randomFrom(seed));
  const first = round % order.length;
  return [...order.slice(first), ...order.slice(0, first)];
}

/* What each person is called: the name, the number where there is none, and both where a name is there twice. */
function labelled(people, names) {
  const tidy = Array.from({ length: people }, (_, order) => (names[order] ?? "").trim());
  return tidy.map((name, order) => {
    const twin = tidy.indexOf(name) !== tidy.lastIndexOf(name);
    return name && !twin ? name : [name, order + 1].filter(Boolean).join(" ");
  });
}

/* The seconds of each phase of a method; `counts` has the people, groups and rounds that a phase may be counted for. */
function phaseSeconds(phases, counts) {
  const times = { per_person: counts.people, per_group: counts.groups, per_round: counts.rounds };
  return phases.map(({ seconds, scale }) => seconds * (times[scale] ?? 1));
}

// --- chance ----------------------------------------------------------------------------------------------------

/* Numbers from 0 to 1 that depend on the seed alone (xorshift; Marsaglia 2003). */
function randomFrom(seed) {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x2545f491) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function shuffled(list, random) {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

// --- what groups cost ------------------------------------------------------------------------------------------

/* What it costs to put two in one group: a table with a row and a column for each person. */
function pricesOf(people, earlier, apart) {
  const prices = Array.from({ length: people + 1 }, () => new Array(people + 1).fill(0));
  const charge = (one, other, price) => {
    if (one === other || !prices[one] || !prices[other]) return; // somebody who left
    prices[one][other] += price;
    prices[other][one] += price;
  };
  for (const [one, other] of earlier.flatMap(pairsIn)) charge(one, other, prices[one]?.[other] ? 1 : AGAIN);
  for (const [one, other] of apart) charge(one, other, APART);
  return prices;
}

/* What one person costs among others, leaving one of these out. */
function tollOf(person, group, except, prices) {
  return group.reduce((sum, other) => (other === person || other === except ? sum : sum + prices[person][other]), 0);
}

function costOf(groups, prices) {
  return groups.reduce((sum, group) => sum + group.reduce((all, person) => all + tollOf(person, group, 0, prices), 0), 0) / 2;
}

// --- ways to sit -----------------------------------------------------------------------------------------------

/* The round of a round-robin that costs least, looking from the one whose turn it is: one stays, the others turn. */
function roundRobin([first, ...ring], turn, prices) {
  const rounds = ring.map((_, by) => {
    const turned = ring.map((_, place) => ring[(place + by + turn) % ring.length]);
    const pairs = turned.slice(1, (ring.length + 1) / 2).map((one, place) => [one, turned[ring.length - 1 - place]]);
    return [[first, turned[0]], ...pairs];
  });
  const costs = rounds.map((pairs) => costOf(pairs, prices));
  return rounds[costs.indexOf(Math.min(...costs))];
}

/* As people come, and better from there; where that leaves together who is kept apart, seated with care first. */
function groupedFrom(order, sizes, prices) {
  const rest = [...order];
  const groups = improved(sizes.map((size) => rest.splice(0, size)), prices);
  const careful = costOf(groups, prices) >= APART ? seated(order, sizes, prices) : null;
  return careful ? improved(careful, prices) : groups;
}

/* Seats people one by one, those first who are to be kept apart from most, and steps back where that leads nowhere; null
   when they cannot be kept apart, or no way is found in so many steps. */
function seated(order, sizes, prices) {
  const enemies = (person) => prices[person].filter((price) => price >= APART).length;
  const queue = order.toSorted((one, other) => enemies(other) - enemies(one));
  const groups = sizes.map(() => []);
  let steps = MOST_STEPS;
  const seat = (turn) => {
    if (turn === queue.length) return true;
    for (const [place, group] of groups.entries()) {
      const same = place && !group.length && !groups[place - 1].length && sizes[place - 1] === sizes[place];
      if (same || group.length === sizes[place] || group.some((other) => prices[queue[turn]][other] >= APART)) continue;
      group.push(queue[turn]);
      if (seat(turn + 1)) return true;
      group.pop();
      if (steps-- <= 0) return false;
    }
    return false;
  };
  return seat(0) ? groups : null;
}

/* Two change places as long as that makes it cheaper. */
function improved(groups, prices) {
  for (let better = true; better; ) {
    better = false;
    for (const [place, mine] of groups.entries()) {
      for (const yours of groups.slice(place + 1)) better = swapped(mine, yours, prices) || better;
    }
  }
  return groups;
}

function swapped(mine, yours, prices) {
  let better = false;
  for (const [here] of mine.entries()) {
    for (const [there] of yours.entries()) {
      const [one, other] = [mine[here], yours[there]];
      const now = tollOf(one, mine, 0, prices) + tollOf(other, yours, 0, prices);
      if (tollOf(one, yours, other, prices) + tollOf(other, mine, one, prices) >= now) continue;
      [mine[here], yours[there]] = [other, one];
      better = true;
    }
  }
  return better;
}
