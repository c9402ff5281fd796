"use strict";
/* What happens in a workshop: plain JSON values by name, kept in this browser and the same in every tab of this page.
   A command sets a value and shows nothing; what is shown is drawn when its value changes, here or in another tab. */

const session = (() => {
  const key = `teamcards-session-${document.querySelector("main").dataset.deck}.${document.documentElement.lang}`;
  const longest = 12 * 3600 * 1000; // a session that was left longer ago, in milliseconds, is over
  const runs = new Map(); // name -> what runs when its value changes
  let began = 0; // when somebody started over; of two beginnings the later one counts
  let entries = new Map(); // name -> [value, when it was set]; of two values the later one counts

  // A browser may refuse all storage and channels to a file; then the session lasts as long as the page.
  const channel = (() => { try { return new BroadcastChannel(key); } catch { return null; } })();
  const tell = (message) => { try { channel?.postMessage(message); } catch { /* this tab is alone */ } };
  const written = () => ({ began, entries: Object.fromEntries(entries) });
  const save = () => { try { localStorage.setItem(key, JSON.stringify(written())); } catch { /* not kept */ } };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const newest = (found) => Math.max(0, ...Array.from(found.values(), ([, at]) => at));
  const run = (name, value) => { for (const each of runs.get(name) ?? []) each(value); };

  /* What somebody else wrote, as far as it can be believed. */
  function believed(found) {
    const sound = ([, entry]) => Array.isArray(entry) && entry.length === 2 && Number.isFinite(entry[1]);
    return { began: Number.isFinite(found?.began) ? found.began : 0, entries: new Map(Object.entries(found?.entries ?? {}).filter(sound)) };
  }

  function kept() {
    try {
      const found = believed(JSON.parse(localStorage.getItem(key)));
      if (Math.abs(Date.now() - newest(found.entries)) < longest) return found;
    } catch { /* nothing there, or nothing that can be read */ }
    return believed(null);
  }

  /* Of two values set at the same moment every tab takes the same one. */
  function later(entry, mine) {
    return !mine || entry[1] > mine[1] || (entry[1] === mine[1] && JSON.stringify(entry) > JSON.stringify(mine));
  }

  function merge(other) {
    if (other.began < began) return;
    const before = entries;
    entries = new Map(other.began > began ? [] : before);
    began = other.began;
    for (const [name, entry] of other.entries) if (later(entry, entries.get(name))) entries.set(name, entry);
    const names = Array.from(new Set([...before.keys(), ...entries.keys()]));
    const changed = names.filter((name) => !same(before.get(name), entries.get(name)));
    if (changed.length) save();
    for (const name of changed) if (!same(before.get(name)?.[0], entries.get(name)?.[0])) run(name, entries.get(name)?.[0]);
  }

  function hear({ hello, passing, state }) {
    if (hello) tell({ state: written() });
    if (passing) run(passing.name, passing.value);
    if (state) merge(believed(state));
  }

  ({ began, entries } = kept());
  if (channel) channel.onmessage = (event) => hear(Object(event.data));
  addEventListener("storage", (event) => {
    try { if (event.key === key && event.newValue) merge(believed(JSON.parse(event.newValue))); } catch { /* no session */ }
  });
  tell({ hello: true }); // a tab that is open already knows more than what could be kept

  return {
    /* The value, when it is of the kind of `otherwise`: what is kept may be of an older deck, or junk. */
    get(name, otherwise = null) {
      const value = entries.get(name)?.[0];
      const kind = (it) => (Array.isArray(it) ? "list" : it === null ? "null" : typeof it);
      return value !== undefined && (otherwise === null || kind(value) === kind(otherwise)) ? value : otherwise;
    },
    /* Sets, keeps and tells; the value is copied. Setting what is there already does nothing. */
    set(name, value) {
      if (same(entries.get(name)?.[0], value)) return;
      entries.set(name, [JSON.parse(JSON.stringify(value)), Math.max(Date.now(), newest(entries) + 1)]);
      save();
      tell({ state: { began, entries: { [name]: entries.get(name) } } });
      run(name, entries.get(name)[0]);
    },
    /* Runs something with the new value whenever a value changes in this tab or another; undefined when it is gone. */
    on(name, each) {
      runs.set(name, [...(runs.get(name) ?? []), each]);
    },
    /* What is gone the next moment, such as where a mouse is: told to all tabs, kept nowhere. */
    pass(name, value) {
      tell({ passing: { name, value } });
      run(name, value);
    },
    /* Forgets everything, in every tab. */
    clear() {
      const fresh = { began: Math.max(Date.now(), began + 1), entries: {} };
      tell({ state: fresh });
      merge(believed(fresh));
      save();
    },
  };
})();
