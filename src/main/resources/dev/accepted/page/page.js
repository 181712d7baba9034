// Keeps a page as it is on the server, without losing the reader's place. Everything works without it, only less quietly.
'use strict';
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const memory = { get: (k) => { try { return localStorage.getItem(k); } catch { return null; } },
    set: (k, v) => { try { localStorage.setItem(k, v); } catch { /* a private window forgets */ } } };
  const pause = (ms, signal) => new Promise((done) => { const t = setTimeout(done, ms);
    signal.addEventListener('abort', () => { clearTimeout(t); done(); }); });

  // Times in the reader's zone: the exact one stays in the title, the day is left out if it is today's.
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  const today = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
  const localize = (root) => all(root, 'time').forEach((t) => { const at = new Date(t.dateTime);
    t.textContent = (at.toDateString() === new Date().toDateString() ? today : day).format(at); });
  const two = (n) => String(n).padStart(2, '0');
  const length = (s) => (s < 60 ? `${s} s` : s < 3600 ? `${Math.floor(s / 60)} min ${two(s % 60)} s`
    : s < 86400 ? `${Math.floor(s / 3600)} h ${two(Math.floor(s / 60) % 60)} min` : `${Math.floor(s / 86400)} d ${two(Math.floor(s / 3600) % 24)} h`);
  const tick = () => all(document, '[data-since]').forEach((e) => {
    e.textContent = length(Math.max(0, Math.floor((Date.now() - skew - new Date(e.dataset.since)) / 1000))); });
  let skew = 0; // how far this clock is ahead of the server's

  // Fields for times are in UTC without a script, and in the reader's zone with one.
  all(document, '[data-zone]').forEach((e) => { e.textContent = 'your time'; });
  all(document, 'input[type=datetime-local]').forEach((field) => {
    if (field.value && new Date(field.value) - new Date(field.defaultValue) === 0) {
      const at = new Date(field.value + 'Z');
      field.value = new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
    }
    field.form.addEventListener('formdata', (e) => { if (field.value) e.formData.set(field.name, new Date(field.value).toISOString()); });
  });

  // Only what differs is swapped; what the reader has selected text in waits until that is over.
  const fresh = new Map();
  const held = new Map();
  const put = (part, html) => {
    const old = $(part.id);
    const chosen = document.getSelection();
    if (chosen && !chosen.isCollapsed && old.contains(chosen.anchorNode)) { held.set(part.id, () => put(part, html)); return; }
    held.delete(part.id);
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const open = all(old, 'details[open]').map((d) => d.id);
    const checked = all(old, 'input:checked').map((c) => c.value);
    const scrolled = all(old, '[tabindex]').map((e) => [e.scrollLeft, e.scrollTop]);
    fresh.set(part.id, html);
    localize(part);
    old.replaceWith(part);
    open.forEach((id) => { if ($(id)) $(id).open = true; });
    all(part, 'input[type=checkbox]').forEach((c) => { c.checked = checked.includes(c.value); c.hidden = false; });
    all(part, '[tabindex]').forEach((e, i) => { if (scrolled[i]) [e.scrollLeft, e.scrollTop] = scrolled[i]; });
    if (focused) (all(part, 'a,button,input,summary,[tabindex]').find((e) => e.tagName === focused.tagName
      && e.textContent === focused.textContent && e.value === focused.value) || document.querySelector('h1')).focus({ preventScroll: true });
  };
  document.addEventListener('selectionchange', () => [...held.values()].forEach((again) => again()));
  const show = (next) => {
    all(next, '[data-live]').forEach((part) => { const html = part.outerHTML;
      if ($(part.id) && fresh.get(part.id) !== html) put(document.adoptNode(part), html); });
    document.title = next.title;
    const icon = document.querySelector('link[rel=icon]');
    const href = next.querySelector('link[rel=icon]').getAttribute('href');
    if (icon.getAttribute('href') !== href) icon.setAttribute('href', href);
    const word = next.querySelector('[data-watch]').dataset;
    if (word.state !== live.dataset.state) live.textContent = live.dataset.state = word.state;
    live.dataset.watch = word.watch;
  };

  // The log: only what is new, and to its end only for a reader who is there.
  const log = $('log');
  const followLog = async (signal) => {
    const answer = await fetch(log.dataset.href + '?offset=' + log.dataset.offset, { signal });
    if (answer.status === 401) { log.dataset.complete = 'true'; return; }
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.text();
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    if (text) log.append(text);
    log.dataset.offset = answer.headers.get('Log-Offset');
    log.dataset.complete = answer.headers.get('Log-Complete');
    if (text && atEnd) log.scrollTop = log.scrollHeight;
  };

  const live = document.querySelector('[data-watch]');
  const button = $('live');
  const ended = () => live.dataset.watch === 'ended';
  let on = memory.get('accepted.live') !== 'off';
  let turn = null;
  const say = (word) => { if (button) button.textContent = 'Live: ' + word; };
  let tag = '';
  const look = async (signal) => {
    const headers = { Accept: 'text/html,application/xhtml+xml', Prefer: 'return=minimal' + (tag ? ', wait=10' : '') };
    if (tag) headers['If-None-Match'] = tag;
    const answer = await fetch(location.pathname + location.search, { headers, signal, cache: 'no-store' });
    if (answer.status === 304) { if (!live.dataset.pause) tag = ''; return; } // what has no version of its own, a place in a queue, is looked at all the same
    if (answer.status === 404 || answer.status === 410) { live.dataset.watch = 'ended'; say('it is gone'); return; }
    const html = await answer.text();
    if (answer.status === 401 || html.includes('<body data-login>')) { live.dataset.watch = 'ended'; say('sign in again'); return; }
    const next = new DOMParser().parseFromString(html, 'text/html');
    if (answer.status !== 200 || !next.querySelector('[data-watch]')) throw new Error(String(answer.status));
    skew = Date.now() - new Date(answer.headers.get('Date') || Date.now());
    tag = answer.headers.get('ETag') || '';
    show(next);
  };
  // Goes on until there is nothing more, asks more and more seldom while nobody answers, and says so.
  const repeat = async (what, isOver, ms, signal) => {
    for (let lost = 0; !signal.aborted && !isOver();) {
      const begun = Date.now();
      try {
        await what(signal);
        if (lost) say('on');
        lost = 0;
      } catch {
        if (signal.aborted) return;
        lost += 1;
        say('connection lost');
      }
      const least = lost ? Math.min(30000, 1000 * 2 ** lost) : ms;
      if (!isOver() && Date.now() - begun < least) await pause(least - (Date.now() - begun), signal);
    }
  };
  const start = async () => {
    if (turn) turn.abort();
    say(on ? 'on' : 'off');
    if (!on) return;
    turn = new AbortController();
    const { signal } = turn;
    if (live.dataset.pause) await pause(Number(live.dataset.pause), signal);
    await Promise.all([repeat(look, ended, Number(live.dataset.pause || 1000), signal),
      log ? repeat(followLog, () => log.dataset.complete === 'true', 1500, signal) : null]);
    if (!signal.aborted) { if (button.textContent === 'Live: on') say('ended'); button.disabled = true; }
  };

  all(document, '[data-live]').forEach((part) => fresh.set(part.id, part.outerHTML));
  localize(document);
  all(document, '[data-absolute]').forEach((e) => { e.textContent = new URL(e.dataset.absolute, location.href).href; });
  all(document, '[data-copy]').forEach((b) => { b.hidden = !navigator.clipboard; b.addEventListener('click', async () => {
    await navigator.clipboard.writeText($(b.dataset.copy).textContent); b.textContent = 'Copied'; }); });
  all(document, '[data-all]').forEach((box) => { box.hidden = false; });
  document.addEventListener('change', (e) => { if (e.target.dataset.all) all(document, `input[name=${e.target.dataset.all}]`).forEach((c) => { c.checked = e.target.checked; }); });
  if (log) log.scrollTop = log.scrollHeight;
  if (live && !ended()) {
    button.hidden = false;
    button.addEventListener('click', () => { on = !on; memory.set('accepted.live', on ? 'on' : 'off'); start(); });
    setInterval(tick, 1000);
    start();
  }
})();
