/* A soft bell, made by the page. Browsers keep a page silent until its first key or click; the clock shows all that the
   bell tells. Of several tabs one rings, rather that of the room. */

const TONES = [523.25, 659.25]; // hertz: one for a warning, both for the end
const rung = new Set(); // what was rung for, here or in another tab
let sound = null; // what makes sound, from the first key or click on

function allowSound() {
  if (!sound && window.AudioContext) sound = new AudioContext();
  if (sound?.state === "suspended") sound.resume();
}

/* Rings for a moment, once, unless another tab does. */
function ringBell(moment, tones) {
  const now = () => {
    if (page.hasAttribute("data-mute") || sound?.state !== "running" || rung.has(moment)) return;
    session.pass("bell", moment);
    TONES.slice(0, tones).forEach((tone, order) => strike(tone, sound.currentTime + order * 0.35));
  };
  if (speaking) setTimeout(now, 300);
  else now();
}

/* One tone that dies away, no louder than somebody who speaks. */
function strike(tone, at) {
  const [source, volume] = [sound.createOscillator(), sound.createGain()];
  source.frequency.value = tone;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.16, at + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 1.6);
  source.connect(volume).connect(sound.destination);
  source.start(at);
  source.stop(at + 1.7);
}

session.on("bell", (moment) => rung.add(moment));
for (const first of ["keydown", "pointerdown"]) document.addEventListener(first, allowSound);
