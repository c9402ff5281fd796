/* The times of this run, in a file that 'teamcards rehearse' reads. */

const PAGED = 30000; // milliseconds: a part that was shown no longer was not played

/* The parts that were played to their end, as they were written. */
function partsPlayed() {
  const ended = placesBegun().slice(0, -1).filter((place) => place < partsWritten.length && tookFor(place) >= PAGED);
  return ended.map((place) => partsWritten[place]).sort((one, other) => one.number - other.number);
}

function showTimes() {
  const any = partsPlayed().length > 0;
  enable("times", any);
  byId("times").hidden = !any;
}

function saveTimes() {
  const segments = partsPlayed().map(({ number, title, minutes }) => ({
    number, seconds: Math.min(36000, Math.round(tookFor(number - 1) / 1000)), title, minutes,
  }));
  const file = main.dataset.deck + "-times.json";
  saveFile(file, "application/json", JSON.stringify({ deck: main.dataset.deck, segments }, null, 1));
  announce(saying("times_saved", { file }));
}

commands.times = saveTimes;
