// The form of citizens, one question at a time. Everything it shows stands in the document already;
// without this file the start screen leads to the pages of the server.
(() => {
  'use strict';
  const $ = (q, in_ = document) => in_.querySelector(q);
  const all = (q, in_ = document) => [...in_.querySelectorAll(q)];
  const { survey, desk, api } = document.body.dataset;
  const token = desk ? '' : (location.pathname.split('/')[2] || '').toUpperCase(); // of a receipt
  const lang = () => document.documentElement.lang;
  const kiosk = window.hailongKiosk; // of `kiosk.js`
  const form = $('#form'), begin = $('#start'), foot = $('#foot'), back = $('#back');
  const comment = $('#comment'), choice = $('#choice');
  let { title } = document;
  const quick = !!$('#start [data-step=item]'); // the one question is the first screen, and nothing is typed
  const screens = all('.s').filter((s) => !s.parentNode.closest('.s'));
  const STORE = `hailong/${desk ? `${survey}/${desk}` : digest(token)}`;
  const DAY = 86400000;
  const PAUSE = 350; // ms a choice is seen
  const guardOf = () => (slow() ? 700 : 400); // ms in which taps on a new screen do not count
  const slow = () => !!kiosk && kiosk.slow(); // then nothing leads on by itself

  let state, timer = 0, guard = 0, keys = false, current = begin;
  const outbox = []; // what has been handed in and not yet been acknowledged: { body, at, of, tries }
  const fresh = () => ({ id: '', tag: '', at: 0, took: 0, far: 0, skips: [], body: '' });
  const attempt = (what) => { try { return what(); } catch { return null; } }; // storage may be full or forbidden
  const storage = (of) => ({
    get: (key) => attempt(() => JSON.parse(of().getItem(key))),
    set: (key, value) => attempt(() => of().setItem(key, JSON.stringify(value))),
    del: (key) => attempt(() => of().removeItem(key)),
    keys: () => attempt(() => Object.keys(of()).filter((key) => key.startsWith('hailong/'))) || [],
  });
  // On one's own phone what is chosen outlives the page, for a day; what was handed in stays until it is acknowledged
  // or the person erases it. One key for each letter: pages that are open side by side lose none of each other's.
  const session = storage(() => sessionStorage), shelf = storage(() => localStorage);
  const OUT = 'hailong/out/';
  const keyOf = (letter) => OUT + JSON.parse(letter.body).id;
  const letters = () => shelf.keys().filter((key) => key.startsWith(OUT)).map(shelf.get).filter((one) => one && one.body);
  // Without its receipt's link nobody can hand in what answers it: the phone has no token.
  const mayGo = (letter) => !letter.body.includes('"receipt":""') || letter.of === STORE;
  if (!kiosk) {
    for (const key of shelf.keys().filter((one) => !one.startsWith(OUT))) {
      const draft = shelf.get(key) || {};
      if (draft.body) { // as earlier versions kept what was handed in
        shelf.set(OUT + draft.id, { body: draft.body, at: draft.kept, of: key });
        shelf.del(key);
      } else if (!(Date.now() - draft.kept < DAY)) shelf.del(key);
    }
  }
  // Safari before 15.4 knows no dialogs: there one lies over a page of which nothing else can be seen or reached.
  for (const dialog of all('dialog').filter((one) => !one.showModal)) {
    const turn = (open) => {
      dialog.toggleAttribute('open', open);
      document.documentElement.classList.toggle('modal', !!$('dialog[open]'));
      if (open) $('button,input', dialog).focus();
    };
    dialog.setAttribute('role', 'dialog');
    Object.defineProperty(dialog, 'open', { get: () => dialog.hasAttribute('open') });
    dialog.showModal = () => turn(true);
    dialog.close = () => turn(false);
  }

  // A phone keeps no token: two numbers that lead to it no way back.
  function digest(text) {
    let a = 7, b = 11;
    for (const c of text) {
      a = Math.imul(a ^ c.charCodeAt(0), 2654435761);
      b = Math.imul(b ^ c.charCodeAt(0), 1597334677);
    }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36);
  }

  // The form's own fields hold the chosen answers.
  const inputs = () => all('input[name],textarea');
  const chosen = (name) => { const i = $(`input[name="${name}"]:checked`); return i ? i.value : ''; };
  const nameOf = (step) => { const i = $('input[type=radio]', step); return i ? i.name : ''; };
  const kindOf = () => chosen('kind');
  const blank = () => !state.receipt && !inputs().some((i) => (i === comment ? i.value : i.checked));
  const asks = (s) => !s.dataset.kind || s.dataset.kind.split(' ').includes(kindOf());
  // A receipt may have said the unit.
  const steps = () => all('[data-step]', form).filter((s) => asks(s) && !(s.id === 'unit' && state.unit));
  const done = (step) => { const n = nameOf(step); return !n || chosen(n) || state.skips.includes(n); };

  function snapshot() {
    const fields = inputs().filter((i) => i.checked || i === comment).map((i) => [i.name, i.value]);
    return { ...state, fields, screen: current.id, kept: Date.now() };
  }
  function save() { if (!kiosk && state.id && !state.body) shelf.set(STORE, snapshot()); }
  function restore(kept) {
    const { fields, screen, ...rest } = kept;
    state = { ...fresh(), ...rest };
    for (const [name, value] of fields) {
      if (name === 'comment') comment.value = value;
      else for (const i of inputs()) if (i.name === name && i.value === value) i.checked = true;
    }
    count();
    const at = $(`[id="${screen}"]`);
    show(steps().includes(at) ? at : begin);
  }
  function newId() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
  }
  function wipe() {
    begin.reset();
    form.reset();
    state = fresh();
    shelf.del(STORE);
    count();
    all('.err,.sum').forEach((e) => { e.hidden = true; });
    find('');
  }

  // Screens.
  function show(screen, focus = true) {
    clearTimeout(timer);
    timer = 0;
    current = screen;
    guard = performance.now() + guardOf();
    for (const s of screens) s.hidden = s !== screen;
    for (const part of all('section', form)) if (!part.classList.contains('s')) part.hidden = !part.contains(screen);
    form.hidden = screen === begin;
    document.documentElement.classList.toggle('on', screen !== begin);
    const at = steps().indexOf(screen);
    state.far = Math.max(state.far, at);
    back.hidden = at < 0;
    if (screen.id === 'unit') sheet(0);
    tellPlace();
    controls();
    if (!kiosk) tellKept();
    document.title = title;
    scrollTo(0, 0);
    if (focus) {
      const target = $('[tabindex="-1"]:not(.sum)', screen);
      if (target) target.focus({ preventScroll: true });
    }
    save();
  }
  // The progress: in the statements, and after the choice in the further questions, each counted for itself.
  function tellPlace() {
    const list = steps(), at = list.indexOf(current), further = list.slice(list.indexOf(choice) + 1);
    const place = further.indexOf(current), line = $('.further', current), bar = $('#bar');
    const asked = place < 0 ? list.filter((s) => s.dataset.step === 'item') : further;
    bar.max = asked.length;
    bar.value = at < 0 ? (current === begin ? 0 : bar.max) : asked.filter((s) => list.indexOf(s) < at).length;
    if (line) line.textContent = choice.dataset.count.replace('{n}', place + 1).replace('{total}', further.length);
    if (current === choice) for (const offer of all('[data-kind]', choice)) offer.hidden = !asks(offer);
  }
  function controls() {
    const waits = keys || slow();
    if (quick) $('#choose').hidden = !waits || !chosen(nameOf(begin));
    const step = current.dataset.step, one = ['item', 'fact', 'about', 'kind', 'unit'].includes(step);
    const name = nameOf(current);
    $('#skip').hidden = !(step === 'item' || step === 'fact') || !!$('.na', current);
    $('#next').hidden = !(step === 'expect' || (one && waits && chosen(name)));
    $('#more').hidden = !(kiosk && step === 'unit' && all('[data-sheet="1"]', current).length);
    foot.hidden = !step;
  }
  function next() {
    const list = steps(), at = list.indexOf(current);
    if (at < 0) return;
    // After a way back: on to the first question without an answer, at most to where the person was.
    // After a change of the kind of respondent, less may lie before than behind.
    const last = list.length - 1, far = Math.min(state.far, last);
    const open = at < far ? list.findIndex((s, n) => n <= far && !done(s)) : -1;
    const to = list[at < far ? (open < 0 ? far : open) : Math.min(at + 1, last)];
    // Speed is judged by what is rated: who sends at once and who goes on have taken the same time for it.
    if (to === choice) state.took = taken();
    show(to);
  }
  function start(event) {
    if (event) event.preventDefault();
    if (performance.now() < guard && !keys) return;
    if (nameOf(begin) && !chosen(nameOf(begin))) {
      $('.err', begin).hidden = false;
      return $('input[type=radio]', begin).focus();
    }
    state.id = state.id || newId();
    state.tag = state.tag || newId();
    state.at = state.at || Date.now();
    const list = steps();
    show(list[Math.min(state.far, list.length - 1)]);
  }

  // Answering.
  function tapped(event) {
    const input = event.target;
    if (input.type !== 'radio') return;
    if (begin.contains(input)) $('.err', begin).hidden = true;
    state.skips = state.skips.filter((name) => name !== input.name);
    save();
    if (!quick && !form.contains(input)) return;
    if (!event.detail) keys = true;
    controls();
    // Keys choose with clicks of detail 0: they never lead on by themselves.
    if (event.detail && !timer && !slow()) timer = setTimeout(leave, PAUSE);
  }
  function leave() {
    timer = 0;
    if (current === begin) return start();
    const rest = others();
    if (rest.length && chosen(nameOf(current)) === 'na') return $('#rest').showModal();
    next();
  }
  // Items of this part that are still open and offer the same "not applicable".
  function others() {
    const part = current.closest('[data-same]');
    return part ? all('fieldset', part).filter((s) => s !== current && !done(s)) : [];
  }
  function ghost(event) {
    if (event.detail && performance.now() < guard && !event.target.closest('dialog')) {
      event.preventDefault();
      event.stopPropagation();
    }
  }
  function limit(event) {
    const box = event.target, group = box.closest('.many');
    if (!group) return;
    const over = all(':checked', group).length > group.dataset.max, full = $('.full', current);
    if (over) box.checked = false;
    full.textContent = over ? full.dataset.text : '';
    save();
  }

  // Units.
  const fold = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/đ/g, 'd');
  let page = 0;
  function sheet(n) {
    const tiles = all('[data-sheet]');
    page = kiosk && tiles.some((t) => +t.dataset.sheet === n) ? n : 0;
    for (const t of tiles) t.hidden = kiosk && +t.dataset.sheet !== page;
    if (tiles.length) $('.find').hidden = kiosk || tiles.length < 8;
  }
  function find(text) {
    const tiles = all('[data-sheet]');
    for (const t of tiles) t.hidden = !fold(t.textContent).includes(fold(text.trim()));
    if (tiles.length) $('.none').hidden = tiles.some((t) => !t.hidden);
  }

  // Words.
  const length = () => [...comment.value.replace(/\r\n?/g, '\n').trim().normalize('NFC')].length;
  function count() {
    if (!comment) return;
    const left = comment.dataset.limit - length(), line = $('#count');
    const n = Math.abs(left).toLocaleString(lang() === 'vi' ? 'de' : 'en'); // a full stop between thousands
    line.textContent = length() < comment.dataset.limit * 0.75 ? ''
      : (left < 0 ? line.dataset.over : line.dataset.left).replace('{n}', n);
    line.classList.toggle('over', left < 0);
    $('#plain').hidden = !!comment.value.trim();
  }
  // From where it is sent: the choice, or the words of who has come as far.
  const door = () => (choice && state.far < steps().indexOf($('#words')) ? choice : $('#words'));
  function complain(list) { // [[field, message]]
    show($('.sum', current) ? current : door(), false);
    const sum = $('.sum', current), note = $('#comment-error'), ul = $('ul', sum);
    ul.textContent = '';
    if (note) note.hidden = true;
    for (const [field, message] of list) {
      const named = $(`[data-field="${field.replace(/\[\d+\]$/, '')}"]`), step = form.contains(named) ? named : null;
      const ask = step && $('.ask', step);
      const li = document.createElement('li'), link = document.createElement(step ? 'a' : 'span');
      link.textContent = step === current ? message : `${ask ? ask.textContent + ' – ' : ''}${message}`;
      if (step) {
        link.href = `#${step.id}`;
        link.addEventListener('click', (e) => { e.preventDefault(); step === current ? $('textarea,input', step).focus() : show(step); });
      }
      if (note && field === 'comment') {
        note.hidden = false;
        $('span', note).textContent = message;
      }
      li.append(link);
      ul.append(li);
    }
    sum.hidden = false;
    document.title = sum.dataset.prefix + title;
    sum.focus();
  }

  // Sending.
  const taken = () => Math.min(86400, Math.max(0, Math.round((Date.now() - state.at) / 1000)));
  function compose(words) {
    const answers = {}, respondent = quick ? {} : { kind: kindOf() };
    for (const step of all('[data-step]', begin).concat(steps())) {
      const name = nameOf(step), kind = step.dataset.step;
      const value = name && (chosen(name) || (state.skips.includes(name) ? 'skipped' : ''));
      if (!value) continue;
      if (kind === 'item') answers[name] = +value || value;
      else if (kind === 'fact') answers[name] = value;
      else if (kind === 'about') respondent[name] = value;
    }
    const source = token ? { receipt: '' } : { desk };
    if (chosen('unit')) source.unit = chosen('unit');
    if (kiosk) source.screen = 'kiosk';
    if (state.receipt) source.receipt = state.receipt;
    const body = { id: state.id, survey, source, respondent, answers };
    body.expectations = all('input[name=expectations]:checked').map((i) => i.value);
    // Half a pair, which old phones cut off, is no character.
    const said = comment ? comment.value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, '$1') : '';
    if (words && said.trim()) body.comment = said;
    body.language = lang();
    body.seconds = state.took || taken();
    return body;
  }
  function submit(words) {
    if (!$('.sum', current)) return;
    if (words && comment && length() > +comment.dataset.limit) return complain([['comment', $('#comment-error').dataset.text]]);
    const body = compose(words);
    const said = Object.values(body.answers).concat(Object.values(body.respondent).slice(1));
    if (!said.some((v) => v !== 'skipped') && !body.expectations.length && !body.comment) {
      return complain([['answers', $('#send').dataset.nothing]]);
    }
    state.body = JSON.stringify(body);
    hand(state.body);
  }
  // From here the same bytes are sent until somebody has acknowledged or refused them.
  const hand = (body) => (kiosk ? store(body) : deliver(body));
  const letterOf = (body) => ({ body, tries: 0, at: Date.now(), of: STORE });
  function deliver(body) {
    const letter = letterOf(body);
    if (!kiosk) shelf.set(keyOf(letter), letter);
    outbox.push(letter);
    show($('#sending'));
    pump();
  }
  // Forms that an earlier visit could not send, to any place. The person sees this place's.
  function resume() {
    for (const letter of letters().filter(mayGo)) outbox.push({ ...letter, tries: 0 });
    const own = outbox.filter((letter) => letter.of === STORE).pop();
    if (own) {
      const { id } = JSON.parse(own.body);
      if (form && state.id !== id) {
        begin.reset();
        form.reset();
      }
      if (state.id !== id) state = { ...fresh(), id };
      state.body = own.body;
      if (form) show($('#sending'), false);
    }
    pump();
  }
  // Acknowledged, and so is the draft that it was handed in from, of whatever place.
  function forget(letter) {
    const draft = shelf.get(letter.of);
    if (draft && keyOf(letter) === OUT + draft.id) shelf.del(letter.of);
    shelf.del(keyOf(letter));
  }
  // The phone says which forms it still holds. They can be erased.
  function tellKept() {
    const n = letters().length, line = $('#waiting');
    if (line) line.textContent = n ? line.dataset.text.replace('{n}', n) : '';
    if ($('#erase')) $('#erase').hidden = !n && steps().indexOf(current) < 0;
  }
  // A paired kiosk: thanks as soon as the form is safe on this machine, with or without network.
  async function store(body) {
    show($('#sending'));
    const code = await kiosk.take(body, state).catch(() => '');
    if (state.body !== body) return;
    if (code === null) deliver(body); // not paired
    else if (code) settle({ status: 201, data: { code } });
    else show($('#unsaved'));
  }
  const codeOf = (data) => data.code || data.receipt; // earlier servers know the second name alone
  let pumping = false, again = 0, homing = 0;
  const mine = (letter) => state.body === letter.body;
  async function pump() {
    if (pumping || !outbox.length) return;
    pumping = true;
    clearTimeout(again);
    const letter = outbox[0], answer = await post(letter.body, letter.at);
    pumping = false;
    if (!outbox.includes(letter)) return; // erased meanwhile
    outbox.splice(outbox.indexOf(letter), 1);
    if (answer.later) {
      const wait = Math.min(300, 5 * 2 ** letter.tries++) * 1000;
      again = setTimeout(pump, Math.max(wait, answer.later));
      outbox.push(letter);
      if (mine(letter)) busy(answer.offline);
    } else {
      // The person who is refused decides alone about the answers. They are tried again when a page is opened.
      if (answer.status < 300) forget(letter);
      if (mine(letter)) settle(answer);
      if (outbox.length) again = setTimeout(pump, 1000);
    }
    if (kiosk) $('#waiting').hidden = !outbox.length;
    else tellKept();
  }
  async function post(body, at = Date.now()) {
    try {
      const limit = new AbortController(), clock = setTimeout(() => limit.abort(), 30000);
      const reply = await fetch(api, {
        // The token joins the answers on the way only: they wait on the phone without it.
        method: 'POST', body: body.replace('"receipt":""', `"receipt":"${token}"`), signal: limit.signal,
        headers: {
          'content-type': 'application/json', accept: 'application/json',
          'x-waited': Math.max(0, Math.round((Date.now() - at) / 1000)),
        },
      });
      const data = await reply.json().catch(() => ({}));
      clearTimeout(clock);
      const { status } = reply;
      if (status >= 500 || [408, 425, 429].includes(status) || (reply.ok && !codeOf(data))) {
        return { later: Math.min(300, +reply.headers.get('retry-after') || 1) * 1000 };
      }
      return { status, data };
    } catch {
      return { later: 1000, offline: true };
    }
  }
  function busy(offline) {
    if (!form) return;
    for (const line of all('#late [data-busy]')) line.textContent = offline ? line.dataset.offline : line.dataset.busy;
    if (current.id !== 'late') show($('#late'));
    // A kiosk does not wait with the person: the form stays in the outbox, the screen goes back.
    if (kiosk && !homing) homing = setTimeout(finish, 20000);
  }
  function stay() {
    clearTimeout(homing);
    homing = 0;
  }
  function settle({ status, data }) {
    stay();
    if (!form) return acknowledge(status, data);
    if (status < 300) {
      $('#acknowledgement').textContent = codeOf(data);
      wipe();
      show($('#done'));
      if (kiosk) homing = setTimeout(finish, 8000);
    } else if ((status === 422 || status === 400) && !blank()) {
      // Put right they are handed in anew.
      reopen();
      const list = (data.errors || []).map((e) => [e.field, e.message]);
      complain(list.length ? list : [['', data.detail || data.title || $('#refused h2').dataset.other]]);
    } else {
      const head = $('#refused h2'), say = head.dataset, answered = data.code === 'already_answered';
      head.textContent = say[data.code] || say[status] || say.other;
      if (!kiosk) {
        $('#refused .look').hidden = blank();
        $('#refused .again').hidden = answered;
      }
      for (const e of all('[id^=not-me]')) e.hidden = !answered;
      show($('#refused'));
    }
  }
  // Back among the questions what was refused is a draft again, under the same id.
  function reopen() {
    shelf.del(OUT + state.id);
    state.body = '';
  }
  const closeAll = () => all('dialog[open]:not(.staff)').forEach((d) => d.close());
  function finish() {
    stay();
    closeAll();
    wipe();
    if (!kiosk) return show(begin);
    show(begin, false);
    // The next person begins at the full form, but not at the price of an unsent form or an error page.
    if (quick && !outbox.length && !kiosk.unsaved()) go(location.pathname.replace(/\/quick$/, ''));
    history.replaceState(null, '', location.pathname);
    kiosk.translate('vi');
    kiosk.notes();
  }
  const go = (href) => fetch(href, { cache: 'no-cache' }).then((r) => r.ok && location.replace(href)).catch(() => {});

  // On a page in place of a form. The link of an answered receipt was opened again: where the answers still wait here,
  // the acknowledgement was lost, and sent once more they get it.
  function acknowledge(status, data) {
    const own = $('#own');
    if (!(status < 300) || !own) return;
    $('#acknowledgement').textContent = codeOf(data);
    $('#other').hidden = true;
    own.hidden = false;
    $('h1', own).focus();
  }
  addEventListener('online', pump);
  if (!form) {
    state = fresh();
    resume();
    return tellKept();
  }

  // A link was opened when somebody looks at it: chat programs and browsers fetch links by themselves.
  let seen = 0;
  function watch() {
    clearTimeout(seen);
    if (document.visibilityState !== 'visible' || document.prerendering) return;
    seen = setTimeout(() => {
      document.removeEventListener('visibilitychange', watch);
      fetch(`/r/${token}/opened`, { method: 'POST', keepalive: true }).catch(() => {});
    }, 1000);
  }
  if (token) {
    document.addEventListener('visibilitychange', watch);
    document.addEventListener('prerenderingchange', watch);
    watch();
  }

  // Wiring.
  document.addEventListener('click', ghost, true);
  document.addEventListener('keydown', (e) => { if (/^(Tab|Arrow| )/.test(e.key)) { keys = true; controls(); } }, true);
  // Safari before 13 knows no pointers.
  for (const type of ['pointerdown', 'touchstart', 'mousedown']) document.addEventListener(type, () => { keys = false; }, true);
  begin.addEventListener('submit', start);
  begin.addEventListener('click', tapped);
  form.addEventListener('click', tapped);
  form.addEventListener('change', (e) => { if (e.target.type === 'checkbox') limit(e); });
  form.addEventListener('submit', (e) => { e.preventDefault(); submit(true); });
  form.addEventListener('keydown', (e) => {
    if (e.key !== 'Enter' || e.target.tagName !== 'INPUT') return;
    e.preventDefault();
    if (e.target.type === 'checkbox' || (e.target.type === 'radio' && chosen(e.target.name))) leave();
  });
  if (comment) {
    $('#plain').addEventListener('click', () => submit(false));
    comment.addEventListener('input', () => { count(); save(); });
  }
  if (choice) {
    $('#enough').addEventListener('click', () => submit(true));
    $('#onward').addEventListener('click', next);
  }
  $('#next').addEventListener('click', () => { timer = 0; leave(); });
  $('#more').addEventListener('click', () => sheet(page + 1));
  $('#skip').addEventListener('click', () => {
    for (const i of all(':checked', current)) i.checked = false;
    state.skips.push(nameOf(current));
    next();
  });
  back.addEventListener('click', () => { const list = steps(); show(list[list.indexOf(current) - 1] || begin); });
  for (const button of all('.again')) {
    button.addEventListener('click', () => {
      const letter = outbox.find(mine) || letterOf(state.body);
      outbox.splice(0, outbox.length, letter, ...outbox.filter((one) => one !== letter));
      if (current.id === 'refused') show($('#sending'));
      pump();
    });
  }
  all('.restart').forEach((b) => b.addEventListener('click', finish));
  $('#rest').addEventListener('click', (e) => {
    const { value } = e.target;
    if (value !== 'all' && value !== 'one') return;
    if (value === 'all') for (const s of others()) $('input[value=na]', s).checked = true;
    e.currentTarget.close();
    const list = steps(), last = list.filter((s) => s.dataset.step === 'item' && current.parentNode.contains(s)).pop();
    if (value === 'all') state.far = Math.max(state.far, Math.min(list.indexOf(last) + 1, list.length - 1));
    next();
  });
  if ($('#find')) $('#find').addEventListener('input', (e) => find(e.target.value));
  for (const link of all('.across')) link.addEventListener('click', (e) => { e.preventDefault(); if (!outbox.length && !(kiosk && kiosk.unsaved())) go(link.href); });
  for (const link of all('header nav a')) {
    link.addEventListener('click', (e) => {
      e.preventDefault();
      if (kiosk) return kiosk.translate(link.hreflang);
      if (timer || outbox.length) return;
      session.set(`${STORE}/hand`, { at: Date.now(), kept: snapshot() }); // for the page in the other language only
      go(link.href);
    });
  }
  if (kiosk) $('#retry').addEventListener('click', () => store(state.body));
  else {
    const ask = $('#wipe');
    $('#erase').addEventListener('click', () => ask.showModal());
    ask.addEventListener('click', (e) => {
      if (e.target.tagName !== 'BUTTON') return;
      ask.close();
      if (e.target.value !== 'erase') return;
      outbox.length = 0;
      letters().forEach((letter) => shelf.del(keyOf(letter)));
      wipe();
      show(begin);
    });
    $('#refused .look').addEventListener('click', () => { reopen(); show(door()); });
  }

  const handed = session.get(`${STORE}/hand`), kept = kiosk ? null : shelf.get(STORE);
  wipe();
  sheet(0);
  session.del(`${STORE}/hand`);
  if (handed && Date.now() - handed.at < 10000) restore(handed.kept);
  else if (kept) restore(kept);
  else show(begin, false);
  if (!kiosk) resume();
  guard = 0;
  if (kiosk) kiosk.begin({
    finish, wipe,
    screen: () => current.id,
    atStart: () => current === begin,
    // A person who went back to the start has left nothing there, or is waited for.
    still: () => (current === begin && !quick && blank()) || current.id === 'done' || outbox.some(mine),
    // A person who tapped a face and walks away has answered. One who tapped none is asked nothing.
    sends: () => quick && current.id === 'words',
    silent: () => quick && current === begin,
    expire() {
      closeAll();
      if (quick && current.id === 'words') submit(false);
      else finish();
    },
    answers: () => state,
    guard: () => { guard = performance.now() + guardOf(); },
    renamed() { // mistakes were said in the other language
      title = document.title;
      for (const said of all('.sum,#comment-error')) said.hidden = true;
      for (const said of all('.full')) said.textContent = '';
      count();
      tellPlace();
    },
    begin({ unit, ...receipt }) {
      const tile = unit && $(`input[name=unit][value="${unit}"]`);
      if (tile) tile.checked = true;
      Object.assign(state, receipt, { unit: !!tile });
      start(new Event('begin'));
    },
    write(text) {
      comment.value = text;
      count();
      comment.focus();
    },
  });
})();
