// Keeps a page as it is on the server, without losing the reader's place. Everything works without it, only less quietly.
'use strict';
(() => {
  const $ = (id) => document.getElementById(id);
  const zone = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  const memory = { get: (k) => { try { return localStorage.getItem(k); } catch { return null; } },
    set: (k, v) => { try { localStorage.setItem(k, v); } catch { /* a private window forgets */ } } };

  // Times in the reader's zone; the exact one stays in the title.
  const localize = (root) => root.querySelectorAll('time').forEach((t) => { t.textContent = zone.format(new Date(t.dateTime)); });
  // Only what differs is swapped, so that focus, selection, scrolling and open details stay where they are.
  const state = (part) => part.outerHTML;
  const fresh = new Map();
  const swap = (next) => {
    next.querySelectorAll('[data-live]').forEach((part) => {
      const old = $(part.id);
      const html = state(part);
      if (!old || fresh.get(part.id) === html) return;
      const chosen = document.getSelection();
      if (chosen && !chosen.isCollapsed && old.contains(chosen.anchorNode)) return;
      const focused = old.contains(document.activeElement) ? document.activeElement : null;
      const open = [...old.querySelectorAll('details[open]')].map((d) => d.id);
      const checked = [...old.querySelectorAll('input[type=checkbox]:checked')].map((c) => c.value);
      fresh.set(part.id, html);
      localize(part);
      old.replaceWith(document.adoptNode(part));
      open.forEach((id) => { if ($(id)) $(id).open = true; });
      part.querySelectorAll('input[type=checkbox]').forEach((c) => { if (checked.includes(c.value)) c.checked = true; });
      if (focused) {
        const again = (focused.id && $(focused.id)) || [...part.querySelectorAll('a,button,input,summary')]
          .find((e) => e.textContent === focused.textContent && e.value === focused.value && e.name === focused.name);
        if (again) again.focus({ preventScroll: true });
      }
    });
    document.title = next.title;
    const icon = document.querySelector('link[rel=icon]');
    const newIcon = next.querySelector('link[rel=icon]').getAttribute('href');
    if (icon.getAttribute('href') !== newIcon) icon.setAttribute('href', newIcon);
    const word = next.querySelector('#announce');
    const spoken = $('announce');
    if (word && spoken && word.dataset.state !== spoken.dataset.state) {
      spoken.dataset.state = word.dataset.state;
      spoken.textContent = word.dataset.state;
    }
  };

  // The log: only what is new, and to its end only for a reader who is there.
  const followLog = async () => {
    const log = $('log');
    if (!log || log.dataset.complete === 'true') return;
    const answer = await fetch(log.dataset.href + '?offset=' + log.dataset.offset);
    if (!answer.ok) return;
    const text = await answer.text();
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    if (text) log.append(text);
    log.dataset.offset = answer.headers.get('Log-Offset');
    log.dataset.complete = answer.headers.get('Log-Complete');
    if (text && atEnd) log.scrollTop = log.scrollHeight;
  };

  const live = document.querySelector('[data-watch]');
  const button = $('live');
  let on = memory.get('accepted.live') !== 'off';
  let turn = null;
  const say = (word) => { if (button) { button.textContent = 'Live: ' + word; button.setAttribute('aria-pressed', String(on)); } };
  const pause = (ms, signal) => new Promise((done) => { const t = setTimeout(done, ms);
    signal.addEventListener('abort', () => { clearTimeout(t); done(); }); });

  const watch = async (signal) => {
    let tag = '';
    let lost = 0;
    while (!signal.aborted && live.dataset.watch !== 'ended') {
      try {
        const headers = { Accept: 'text/html,application/xhtml+xml', Prefer: 'wait=25' };
        if (tag) headers['If-None-Match'] = tag;
        const begun = Date.now();
        const answer = await fetch(location.pathname + location.search, { headers, signal, cache: 'no-store' });
        if (answer.status === 200) {
          const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
          if (answer.headers.get('ETag')) tag = answer.headers.get('ETag');
          swap(next);
          live.dataset.watch = (next.querySelector('[data-watch]') || live).dataset.watch;
        } else if (answer.status !== 304) throw new Error(String(answer.status));
        lost = 0;
        say('on');
        await followLog();
        const least = Number(live.dataset.pause || 1000);
        if (Date.now() - begun < least) await pause(least - (Date.now() - begun), signal);
      } catch (e) {
        if (signal.aborted) return;
        lost += 1;
        say('connection lost, trying again');
        await pause(Math.min(30000, 1000 * 2 ** lost), signal);
      }
    }
    if (!signal.aborted) { await followLog().catch(() => {}); say('ended'); if (button) button.disabled = true; }
  };
  const start = () => { if (turn) turn.abort(); turn = null; say(on ? 'on' : 'off');
    if (on) { turn = new AbortController(); watch(turn.signal); } };

  document.querySelectorAll('[data-live]').forEach((part) => fresh.set(part.id, state(part)));
  localize(document);
  document.querySelectorAll('[data-absolute]').forEach((e) => { e.textContent = new URL(e.dataset.absolute, location.href).href; });
  document.querySelectorAll('[data-copy]').forEach((b) => { b.hidden = false; b.addEventListener('click', async () => {
    await navigator.clipboard.writeText($(b.dataset.copy).textContent); b.textContent = 'Copied'; }); });
  document.querySelectorAll('[data-all]').forEach((box) => box.addEventListener('change', () =>
    box.closest('form').querySelectorAll('input[name=id]').forEach((c) => { c.checked = box.checked; })));
  if (live && live.dataset.watch !== 'ended') {
    if (button) { button.hidden = false; button.addEventListener('click', () => { on = !on; memory.set('accepted.live', on ? 'on' : 'off'); start(); }); }
    start();
  }
})();
