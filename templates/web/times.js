/* The times of this run, in a file that 'teamcards rehearse' reads. */

/* The parts that were played to their end, as they were written. */
function partsPlayed() {
  const ended = placesBegun().slice(0, -1).filter((place) => place < partsWritten.length);
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
  const link = document.createElement("a");
  link.href = "data:application/json;charset=utf-8," + encodeURIComponent(JSON.stringify({ deck: main.dataset.deck, segments }, null, 1));
  link.download = main.dataset.deck + "-times.json";
  link.click();
  announce(saying("times_saved", { file: link.download }));
}

commands.times = saveTimes;
