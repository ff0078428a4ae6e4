// The person at the desk: languages, idling, a receipt, the phone as a keyboard; and what the footer says.
let page; // the form's own script
const busyDialog = () => $('dialog[open]');

// The other language lies over this document: nothing is loaded anew and nothing is handed on.
const documents = {};
const fetchDocument = (href) => new Promise((resolve, reject) => {
  const ask = new XMLHttpRequest();
  ask.responseType = 'document';
  ask.onload = () => (ask.status === 200 && ask.response && $('#form', ask.response) ? resolve(ask.response) : reject(new Error(ask.status)));
  ask.onerror = reject;
  ask.open('GET', href);
  ask.send();
});
const SAID = /^(lang|hreflang|href|alt|aria-label|data-.*)$/;
function lay(over, under) {
  if (over.nodeType === 3) {
    if (under.data !== over.data) under.data = over.data;
    return;
  }
  if (over.nodeType !== 1) return;
  for (const { name, value } of over.attributes) if (SAID.test(name)) under.setAttribute(name, value);
  if (under.hasAttribute('lang') && !over.hasAttribute('lang')) under.removeAttribute('lang');
  // A part that the script has filled in since has no counterpart.
  if (over.childNodes.length === under.childNodes.length) over.childNodes.forEach((child, n) => lay(child, under.childNodes[n]));
}
async function translate(lang) {
  const { documentElement: root } = document;
  if (root.lang === lang) return;
  const here = location.pathname, href = lang === 'vi' ? here : `${here}?lang=${lang}`;
  try {
    documents[lang] = documents[lang] || await fetchDocument(href);
  } catch {
    return; // no network and not yet paired
  }
  lay(documents[lang].documentElement, root);
  page.renamed();
  pace();
  draw();
  notes();
}

// The footer, quietly, and what stands in place of the start button.
function notes() {
  const { device, queued, oldest, online } = state, age = oldest === null ? 0 : Date.now() / HOUR - oldest;
  const alarm = queued >= 200 || age >= 24;
  const key = !device ? '' : limbo.size ? 'unsaved' : page.answers().receipt ? 'receipt' : alarm ? 'alarm' : queued && !online ? 'waiting' : '';
  const note = $('#note');
  if (key) say(note, key, { n: limbo.size || queued, unit: page.answers().unitName || '' });
  note.hidden = !key;
  note.classList.toggle('amber', key === 'alarm' || key === 'unsaved');
  const { closes, ends } = document.body.dataset, now = Date.now() + state.offset;
  const old = !!closes && now > Date.parse(`${closes}T23:59:59+07:00`) + 7 * 24 * HOUR;
  const stopped = !!device && !!device.revoked;
  // Said by the page, without network too, or by a server that has heard of it later.
  const ended = !stopped && ((!!ends && now > Date.parse(`${ends}T23:59:59+07:00`)) || (!!device && !!device.ended));
  // The quick form has only some of them.
  const show = (part, shown) => { for (const one of all(part)) one.hidden = !shown; };
  show('#stopped', stopped);
  show('#ended', ended);
  show('#updating', !stopped && !ended && old);
  show('.start,.s-start .across', !stopped && !ended && !old);
  show('#have-receipt', device && !stopped && !ended && !old);
  show('#hours', !stopped && !ended && !old && outside(device && device.open, now));
  show('#phone', device && !stopped && online && navigator.onLine);
}
function outside(open, now) {
  if (!open) return false;
  const time = new Date(now + 7 * HOUR).toISOString().slice(11, 16);
  return time < open.from || time >= open.to;
}

// A person who has left.
let seen = Date.now(), spoken = 0;
const GRACE = { pin: 30, menu: 120, pairing: 300, 'unpair-ask': 60 }; // seconds, then they close by themselves
function active({ target }) {
  const idle = $('#idle');
  seen = Date.now();
  if (!idle.open || (target.closest && target.closest('[value=restart]'))) return;
  idle.close();
  page.guard(); // the touch that closes it chooses nothing
}
function watch() {
  const idle = $('#idle'), dialog = busyDialog(), since = Math.floor((Date.now() - seen) / 1000);
  if (dialog && GRACE[dialog.id]) {
    if (since >= GRACE[dialog.id]) dialog.close();
    return;
  }
  if (page.still() && !dialog) {
    seen = Date.now();
    if (waiting && page.atStart() && !limbo.size) changeOver();
    return;
  }
  // Typing on a phone moves nothing here.
  const over = since - ($('#slip').open ? 300 : page.screen() === 'words' && !page.sends() ? 90 : 60);
  if (over < 0 || (page.silent() && over < 30)) return;
  if (over >= 30) return page.expire();
  const line = $('#idle-count'), { text: restarts, sends } = line.dataset;
  const text = fill(page.sends() ? sends : restarts, { s: 30 - over });
  line.textContent = text;
  if (!idle.open) {
    idle.showModal(); // above whatever is open, which is there again for those who stay
    spoken = 0;
  }
  if (!spoken || (spoken < 2 && over >= 20)) {
    spoken += 1;
    $('#idle-say').textContent = text;
  }
}

// A receipt, typed or from a scanner that types.
const SHORT = /^[0-9A-HJKMNP-TV-Z]{12}$/, TOKEN = /^[0-9A-HJKMNP-TV-Z]{71}$/;
async function withReceipt(event) {
  event.preventDefault();
  const line = $('#receipt-code-error'), typed = symbols($('#receipt-code').value.trim().replace(/^.*\/r\//i, '').replace(/[/?#].*$/, ''));
  if (!SHORT.test(typed) && !TOKEN.test(typed)) return say(line, 'shape');
  say(line);
  let receipt = typed, unit, unitName;
  try {
    const { status, data } = await ask('/receipts', { receipt: typed }, 6000);
    if (status !== 200) {
      const { dataset } = line, { code } = data;
      return say(line, dataset[code] ? code : dataset[status] ? status : 'other');
    }
    receipt = data.token;
    unit = data.unit;
    unitName = data.unit_name;
  } catch {} // without network the shape has to do: the server looks at it when it comes
  if (!$('#receipt-ask').open) return;
  $('#receipt-ask').close();
  page.begin({ receipt, unit, unitName });
  notes();
}

// One text, written on a phone.
let polling = 0, slips = 0;
async function phone() {
  open('slip');
  const nth = slips += 1;
  const picture = $('#slip-code'), line = $('#slip-error');
  picture.hidden = true;
  clearTimeout(polling);
  try {
    const { status, data } = await ask('/slips', {}, 8000);
    if (status !== 201) throw new Error(status);
    picture.src = data.code;
    picture.hidden = false;
    poll(data.slip, nth);
  } catch {
    say(line, 'none');
  }
}
function poll(slip, nth) {
  // Nobody gets the text of the person before.
  const over = () => nth !== slips || !$('#slip').open;
  polling = setTimeout(async () => {
    if (over()) return;
    const { status, data } = await ask('/slips/read', { slip }, 8000).catch(() => ({}));
    if (over()) return;
    if (status === 410 || status === 404) return say($('#slip-error'), 'over');
    if (!data || !data.text) return poll(slip, nth);
    active({ target: $('#slip') });
    $('#slip').close();
    page.write(data.text);
  }, 2500);
}

self.hailongKiosk = {
  /** Resolves with the acknowledgement code once the form is safe; with nothing where no queue takes it. */
  async take(body, { id, tag }) {
    await loaded;
    if (!state.device) return null;
    await keep(body, tag);
    return acknowledgementOf(id);
  },
  translate,
  notes,
  slow: () => state.slow,
  /** Forms that lie in memory alone: the page must not be left. */
  unsaved: () => limbo.size,
  begin(form) {
    page = form;
    told = () => { notes(); draw(); };
    staffed();
    for (const type of ['pointerdown', 'keydown', 'input', 'beforeinput', 'compositionupdate', 'scroll']) {
      document.addEventListener(type, active, { capture: true, passive: true });
    }
    if (window.visualViewport) visualViewport.addEventListener('resize', active);
    $('#idle').addEventListener('click', (e) => { if (e.target.value === 'restart') page.finish(); });
    for (const way of all('#have-receipt')) way.addEventListener('click', () => open('receipt-ask'));
    $('#receipt-ask form').addEventListener('submit', withReceipt);
    $('#without').addEventListener('click', () => { $('#receipt-ask').close(); page.begin({}); });
    for (const way of all('#phone')) way.addEventListener('click', phone);
    addEventListener('online', pump);
    addEventListener('pageshow', (e) => { if (e.persisted) page.finish(); });
    // The browser may keep the page whole, for Back.
    addEventListener('pagehide', () => {
      page.wipe();
      all('dialog input').forEach((field) => { field.value = ''; });
    });
    setInterval(watch, 1000);
    notes();
    loaded = load();
  },
};
let loaded;
async function load() {
  if (!self.indexedDB || !subtle) return;
  state.device = await recall('device').catch(() => null) || null;
  if (!state.device) return notes();
  // A screen belongs to one desk, and so does its queue.
  if (state.device.desk !== desk) return location.replace(`/k/${state.device.desk}`);
  Object.assign(state, await recall('seen').catch(() => ({})));
  state.slow = await recall('slow').catch(() => false) || false;
  pace();
  recount();
  install().catch(() => {}).then(pump);
}
