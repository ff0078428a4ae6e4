// For those who look after the screen: pairing, PIN, menu.
const $ = (q, in_ = document) => in_.querySelector(q);
const all = (q, in_ = document) => [...in_.querySelectorAll(q)];
const fill = (text, values) => Object.entries(values).reduce((all, [name, value]) => all.replace(`{${name}}`, value), text || '');
const say = (element, key, values = {}) => { element.textContent = key ? fill(element.dataset[key] || element.dataset.other, values) : ''; };
const symbols = (typed) => typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
const PINS_WRONG = 5, LOCKED = 300000;

function open(id) {
  all('dialog[open]').forEach((dialog) => dialog.close());
  const dialog = $(`#${id}`), field = $('input', dialog);
  if (field) field.value = '';
  all('.fault', dialog).forEach((line) => say(line));
  dialog.showModal();
  (field || $('h2', dialog)).focus();
}
function gesture() {
  if (state.device) open('pin');
  else {
    open('pairing');
    const secure = !!subtle && !!navigator.locks;
    $('#insecure').hidden = secure;
    $('#pairing form').hidden = !secure;
    if (!secure) $('#pairing h2').focus();
  }
}

// Pairing.
async function pair(event) {
  event.preventDefault();
  const line = $('#pair-code-error'), code = symbols($('#pair-code').value);
  if (!/^[0-9A-HJKMNP-TV-Z]{8}$/.test(code)) return say(line, 'shape');
  say(line);
  const pairOf = await subtle.generateKey(ECDSA, false, ['sign', 'verify']), key = b64u(await rawPublic(pairOf.publicKey));
  const signature = await sign(pairOf.privateKey, ['hailong pair 1', desk, code, key].join('\n'));
  try {
    await remember('counter', 0);
  } catch {
    return say(line, 'storage');
  }
  let status, said;
  try {
    const reply = await fetch(`${DEVICES}/pair`, {
      method: 'POST', redirect: 'error', credentials: 'omit', 
      headers: { 'content-type': 'application/json', accept: 'application/json', 'accept-language': document.documentElement.lang },
      body: JSON.stringify({ desk, code, key, signature }),
    });
    status = reply.status;
    said = await reply.json();
  } catch {
    return say(line, 'network');
  }
  if (status !== 201) {
    const code = said.code === 'pairing_unknown' && !said.left ? 'pairing_none' : said.code;
    return say(line, line.dataset[code] ? code : 'other', { n: said.left, why: said.detail || said.title || status });
  }
  const device = { ...said, key: pairOf.privateKey };
  try {
    await remember('device', device);
  } catch {
    return say(line, 'storage');
  }
  state.device = device;
  counted = 0;
  await install().catch(() => {});
  open('menu');
  pump();
}

// PIN. A try is noted before it is judged, so that pulling the plug gives none back; where nothing can be written,
// staff still get in to save the rescue file.
let lockHeld;
const lockNow = async () => lockHeld || await recall('lock').catch(() => null) || { wrong: 0, until: 0, pin_locked: 0 };
const noteLock = (lock) => remember('lock', lock).then(() => { lockHeld = null; }, () => { lockHeld = lock; });
async function judged(pin) {
  const lock = await lockNow();
  const left = Math.min(lock.until - Date.now(), LOCKED);
  if (left > 0) return { locked: Math.ceil(left / 60000) };
  const wrong = (lock.until ? 0 : lock.wrong) + 1, over = wrong >= PINS_WRONG;
  const noted = { wrong, until: over ? Date.now() + LOCKED : 0, pin_locked: lock.pin_locked + over };
  await noteLock(noted);
  const { salt, rounds, hash: right } = state.device.pin;
  const key = await subtle.importKey('raw', bytes(pin), 'PBKDF2', false, ['deriveBits']);
  const derived = await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: unb64u(salt), iterations: rounds }, key, 256);
  if (b64u(new Uint8Array(derived)) === right) {
    await noteLock({ ...lock, wrong: 0, until: 0 });
    return {};
  }
  return over ? { locked: LOCKED / 60000 } : { left: PINS_WRONG - wrong };
}
async function unlockCount(told) {
  const lock = await lockNow();
  await noteLock({ ...lock, pin_locked: Math.max(0, lock.pin_locked - told) });
}
let judging = false;
async function pinTyped() {
  const field = $('#pin-code'), line = $('#pin-error');
  field.value = field.value.replace(/\D/g, '').slice(0, 6);
  if (field.value.length < 6 || judging) return;
  judging = true;
  const { left, locked } = await judged(field.value).catch(() => ({ left: 0 }));
  judging = false;
  field.value = '';
  if (locked) say(line, 'locked', { n: locked });
  else if (left !== undefined) say(line, 'wrong', { n: left });
  else if ($('#pin').open) menu();
}

// Menu.
async function menu() {
  open('menu');
  say($('#m-said'));
  if (navigator.storage) state.persisted = await navigator.storage.persisted();
  await recount();
}
/** Nothing leads on by itself, for a desk whose people need their time. */
function pace() {
  for (const hint of all('.by-itself')) hint.hidden = state.slow;
  for (const hint of all('.by-button')) hint.hidden = !state.slow;
  const button = $('#slow');
  button.textContent = state.slow ? button.dataset.on : button.dataset.off;
}
async function draw() {
  const { device, queued, oldest, dead, last, trouble, shell, persisted } = state;
  if (!device || !$('#menu').open) return;
  $('#m-name').textContent = `${device.name} · ${device.desk}`;
  $('#m-revoked').hidden = !device.revoked;
  $('#m-queued').textContent = queued;
  $('#m-oldest').textContent = oldest === null ? '–' : fill($('#m-oldest').dataset.text, { n: Math.max(0, Math.floor(Date.now() / HOUR) - oldest) });
  $('#m-dead').textContent = dead;
  const reasons = dead ? await within(['dead'], 'readonly', (all) => all.getAll(undefined, 5)).catch(() => []) : [];
  const list = $('#m-reasons');
  list.textContent = '';
  list.append(...reasons.map(({ tag, refusal }) => {
    const line = document.createElement('li');
    line.textContent = `${tag.slice(0, 8)}: ${refusal}`;
    return line;
  }));
  // In English the month is a word: of digits alone a reader cannot know which it is.
  const parts = { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' };
  const when = document.documentElement.lang === 'vi' ? new Date(last).toLocaleString('vi-VN') : new Date(last).toLocaleString('en-GB', parts);
  $('#m-last').textContent = last ? when : $('#m-last').dataset.never;
  const [kind, n] = limbo.size ? ['storage', limbo.size] : trouble || [];
  if (kind) say($('#m-trouble'), kind, { n });
  $('#m-trouble').parentNode.hidden = !kind;
  $('#m-app').textContent = shell || '–';
  say($('#m-kept'), persisted ? 'yes' : 'no');
  say($('#m-ready'), shell ? 'yes' : 'no');
}
async function save() {
  const { n, text } = await rescue(), link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = `hailong-${desk}-${new Date().toISOString().slice(0, 16).replace(/\D/g, '')}.jsonl`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  say($('#m-said'), 'rescued', { n });
}
// An item that no rescue file holds keeps the tablet paired.
const saved = (tags) => tags.every((tag) => state.exported.has(tag));
async function askUnpair() {
  const held = await within(['queue', 'dead'], 'readonly', (queue, dead) => [queue.getAllKeys(), dead.getAllKeys()]);
  if (!saved([...held.flat(), ...limbo.keys()])) return say($('#m-said'), 'first');
  open('unpair-ask');
}
async function unpair() {
  let done = false;
  await within(Object.keys(STORES), 'readwrite', (meta, queue, dead) => {
    const waiting = queue.getAllKeys(), refused = dead.getAllKeys();
    refused.onsuccess = () => {
      done = saved([...waiting.result, ...refused.result, ...limbo.keys()]);
      if (done) for (const store of [meta, queue, dead]) store.clear();
    };
  });
  if (!done) return menu();
  state.device = null;
  await uninstall();
  location.reload();
}

function staffed() {
  let taps = [];
  $('.place').addEventListener('click', (event) => {
    taps = [...taps, event.timeStamp].slice(-5);
    if (taps.length < 5 || event.timeStamp - taps[0] > 3000) return;
    taps = [];
    gesture();
  });
  $('#pairing form').addEventListener('submit', pair);
  $('#pin-code').addEventListener('input', pinTyped);
  $('#pin').addEventListener('click', ({ target }) => {
    const field = $('#pin-code');
    if (!target.value || !target.classList.contains('key')) return;
    field.value = target.value === 'erase' ? '' : field.value + target.value;
    say($('#pin-error'));
    pinTyped();
  });
  $('#slow').addEventListener('click', () => {
    state.slow = !state.slow;
    remember('slow', state.slow).catch(() => {});
    pace();
  });
  $('#send-now').addEventListener('click', () => pump());
  $('#rescue').addEventListener('click', save);
  $('#unpair').addEventListener('click', askUnpair);
  $('#unpair-do').addEventListener('click', unpair);
  // Whatever was typed goes with the dialog.
  for (const dialog of all('dialog')) dialog.addEventListener('close', () => all('input', dialog).forEach((field) => { field.value = ''; }));
  for (const button of all('dialog .close')) button.addEventListener('click', () => button.closest('dialog').close());
}
