// The queue. A form that the screen calls saved lies sealed in the database until the server has signed that it has it.
const DEVICES = '/api/v1/devices', AT_ONCE = 20, HOUR = 3600000, BEAT = 60000;
const STORES = { meta: undefined, queue: 'tag', dead: 'tag' };
const state = {
  device: null, // what pairing gave: { device, desk, name, key, sign, seals, pin, revoked, … }
  queued: 0, dead: 0, oldest: null, // forms, forms, hour of the first
  last: 0, offset: 0, // of the last signed answer: when, and how wrong our clock is
  online: false, trouble: null, // [kind, number]
  shell: '', persisted: false, slow: false,
  exported: new Set(), // tags that a rescue file holds
};
const limbo = new Map(); // sealed items that the database did not take, by tag
let told = () => {}; // the screen, when something of the above has changed

// Additive only, and whatever an older or a newer version of us has made stays (K6): a missing store is added
// by raising the version that is there.
function openAt(version) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('hailong-kiosk', version);
    asked.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) {
        if (asked.result.objectStoreNames.contains(name)) continue;
        const store = asked.result.createObjectStore(name, keyPath && { keyPath });
        if (name === 'queue') store.createIndex('hour', 'hour');
      }
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = asked.onblocked = () => reject(asked.error || new Error('blocked'));
  });
}
let opened;
async function openAll() {
  let db = await openAt();
  if (Object.keys(STORES).some((name) => !db.objectStoreNames.contains(name))) {
    const next = db.version + 1;
    db.close();
    db = await openAt(next);
  }
  db.onversionchange = () => { db.close(); opened = null; };
  db.onclose = () => { opened = null; };
  return db;
}
/** One transaction; what `work` gets are the stores, what it returns are requests whose results are wanted. */
async function within(stores, mode, work) {
  opened = opened || openAll();
  const db = await opened.catch((error) => { opened = null; throw error; });
  return new Promise((resolve, reject) => {
    const all = db.transaction(stores, mode, { durability: 'strict' });
    let asked;
    all.oncomplete = () => resolve(Array.isArray(asked) ? asked.map((one) => one.result) : asked && asked.result);
    all.onabort = () => reject(all.error || new Error('aborted'));
    asked = work(...stores.map((name) => all.objectStore(name)));
  });
}
const recall = (key) => within(['meta'], 'readonly', (meta) => meta.get(key));
const remember = (key, value) => within(['meta'], 'readwrite', (meta) => { meta.put(value, key); });

async function recount() {
  const [queued, first, dead] = await within(['queue', 'dead'], 'readonly', (queue, refused) => (
    [queue.count(), queue.index('hour').openKeyCursor(), refused.count()])).catch(() => [0, null, state.dead]);
  const hours = [...limbo.values()].map((item) => item.hour).concat(first ? first.key : []);
  state.queued = queued + limbo.size;
  state.oldest = hours.length ? Math.min(...hours) : null;
  state.dead = dead;
  told();
}

// Signed requests, one after the other over all tabs: their counters have to arrive in order.
let counted = 0;
async function nextCounter() {
  let next;
  await within(['meta'], 'readwrite', (meta) => {
    const asked = meta.get('counter');
    asked.onsuccess = () => meta.put(counted = next = Math.max(counted, asked.result || 0) + 1, 'counter');
  }).catch(() => { next = counted += 1; }); // a full disk does not keep us from sending
  return next;
}
class Unsigned extends Error {
  constructor(status) { super('unsigned'); this.status = status; }
}
async function once(path, body, wait) {
  const { device, key, sign: theirs } = state.device, counter = await nextCounter(), nonce = hex(random(16));
  const text = JSON.stringify(body), limit = new AbortController(), clock = setTimeout(() => limit.abort(), wait);
  try {
    const reply = await fetch(path, {
      method: 'POST', body: text, redirect: 'error', credentials: 'omit', cache: 'no-store', signal: limit.signal,
      headers: {
        'content-type': 'application/json', accept: 'application/json', 'accept-language': document.documentElement.lang,
        'x-device': device, 'x-counter': counter, 'x-nonce': nonce,
        'x-signature': await sign(key, ['hailong request 1', 'POST', path, device, counter, nonce, await hashHex(bytes(text))].join('\n')),
      },
    });
    const got = new Uint8Array(await reply.arrayBuffer()), by = reply.headers.get('x-signature') || '';
    const server = await subtle.importKey('raw', unb64u(theirs), ECDSA, false, ['verify']);
    const said = bytes(['hailong reply 1', nonce, reply.status, await hashHex(got)].join('\n'));
    // Any Wi-Fi's log-in page answers too: what the server has not signed was not said.
    if (!/^[\w-]{86}$/.test(by) || !await subtle.verify(SIGNS, server, unb64u(by), said)) throw new Unsigned(reply.status);
    return { status: reply.status, date: reply.headers.get('date'), data: JSON.parse(new TextDecoder().decode(got) || '{}') };
  } finally {
    clearTimeout(clock);
  }
}
async function ask(path, body, wait = 20000) {
  // A person who waits for a receipt does not wait for a delivery that hangs.
  const turn = new AbortController(), limit = setTimeout(() => turn.abort(), wait);
  return navigator.locks.request('hailong-sign', { signal: turn.signal }, async () => {
    clearTimeout(limit);
    try {
      let reply = await once(DEVICES + path, body, wait);
      if (reply.data.code === 'device_replayed') {
        counted = Math.max(counted, +reply.data.counter || 0);
        reply = await once(DEVICES + path, body, wait);
      }
      const revoked = reply.data.code === 'device_revoked';
      state.online = true;
      state.last = Date.now();
      state.offset = (Date.parse(reply.date) || state.last) - state.last;
      if (revoked !== !!state.device.revoked) await learn({ revoked });
      return reply;
    } catch (error) {
      state.online = false;
      state.trouble = error instanceof Unsigned ? ['unsigned', error.status] : ['network'];
      throw error;
    } finally {
      told();
    }
  });
}
async function learn(news) {
  const next = { ...state.device, ...news };
  if (JSON.stringify(next) === JSON.stringify(state.device)) return;
  state.device = next;
  await remember('device', next).catch(() => {});
}

/** A form as the queue holds it: frozen, padded and sealed. */
async function itemOf(submission, tag, at = Date.now()) {
  const { device, key, seals } = state.device, to = seals.reduce((a, b) => (a.id > b.id ? a : b));
  const plain = bytes(`{"at":${at},"submission":${submission}}`);
  const padded = new Uint8Array(Math.ceil(plain.length / 1024) * 1024).fill(32);
  padded.set(plain);
  const sealed = await seal(unb64u(to.key), padded, bytes('hailong queue 1'), bytes(`${device}/${tag}`));
  const signature = await sign(key, ['hailong item 1', device, tag, to.id, await hashHex(sealed)].join('\n'));
  // When it was handed in is inside; outside the hour is enough.
  return { tag, key: to.id, sealed: b64u(sealed), signature, hour: Math.floor(at / HOUR) };
}
/** Resolves when the form is stored, or has been sent where it cannot be; else rejects, and keeps trying. */
async function keep(submission, tag) {
  const item = limbo.get(tag) || await itemOf(submission, tag);
  try {
    await within(['queue'], 'readwrite', (queue) => { queue.put(item); });
    limbo.delete(tag);
    pump();
  } catch {
    limbo.set(tag, item);
    await pump();
    if (limbo.has(tag)) throw new Error('unsaved');
  } finally {
    recount();
  }
}

// Sending.
const shuffled = (list) => {
  for (let n = list.length - 1; n > 0; n -= 1) {
    const other = Math.floor(Math.random() * (n + 1));
    [list[n], list[other]] = [list[other], list[n]];
  }
  return list;
};
async function some() {
  const tags = await within(['queue'], 'readonly', (queue) => queue.getAllKeys()).catch(() => []);
  const chosen = shuffled([...limbo.keys(), ...tags]).slice(0, AT_ONCE);
  const stored = await within(['queue'], 'readonly', (queue) => chosen.map((tag) => queue.get(tag))).catch(() => []);
  return chosen.map((tag, n) => limbo.get(tag) || stored[n]).filter(Boolean);
}
async function status() {
  const battery = navigator.getBattery ? await navigator.getBattery().catch(() => null) : null;
  const { pin_locked } = await lockNow();
  return {
    queued: state.queued, dead: state.dead,
    oldest: state.oldest === null ? null : Math.max(0, Math.floor(Date.now() / HOUR) - state.oldest),
    app: state.shell, survey: document.body.dataset.survey, battery: battery && Math.round(battery.level * 100),
    persisted: state.persisted, pin_locked,
  };
}
/** Deletes what is acknowledged and puts aside what is refused: tag and digest have to be ours. */
async function settle(sent, results) {
  const done = [], refused = [];
  for (const { hour, ...item } of sent) {
    const digest = await hashHex(unb64u(item.sealed));
    const said = results.find((result) => result.tag === item.tag && result.digest === digest);
    if (!said) continue;
    if (said.status === 200 || said.status === 201) done.push(item.tag);
    else if (said.status >= 400 && said.status < 500 && ![408, 425, 429].includes(said.status)) {
      refused.push({ ...item, hour, refusal: [said.status, said.code, said.detail].filter(Boolean).join(' ') });
    }
  }
  const gone = [...done, ...refused.map((item) => item.tag)];
  if (gone.length) {
    const stored = within(['queue', 'dead'], 'readwrite', (queue, dead) => {
      for (const item of refused) dead.put(item);
      for (const tag of gone) queue.delete(tag);
    });
    // An item in the database stays there until it can be deleted: sent again, it is known.
    await (refused.length ? stored : stored.catch(() => {}));
    gone.forEach((tag) => limbo.delete(tag));
  }
  return gone.length;
}
/** A heartbeat with up to 20 items; true when there is more that may go at once. */
async function beat() {
  await rescueLimbo();
  await recount();
  const items = await some(), doing = await status();
  const { status: code, data } = await ask('/sync', {
    sent: Date.now(), items: items.map(({ hour, ...item }) => item), status: doing,
  });
  if (code !== 200) {
    state.trouble = ['server', code];
    throw new Error('refused');
  }
  const { seals, pin, name, open, ended } = data;
  await remember('seen', { last: state.last, offset: state.offset }).catch(() => {});
  await learn({ seals: seals || state.device.seals, pin: pin || state.device.pin, name: name || state.device.name, open, ended: !!ended });
  if (doing.pin_locked) await unlockCount(doing.pin_locked);
  const gone = await settle(items, data.results || []);
  await recount();
  state.trouble = items.length > gone ? ['server', (data.results || []).map((result) => result.status).find((n) => n > 201) || 0] : null;
  if (data.shell && data.shell !== state.shell) fetchShell(data.shell).catch(() => {});
  if (items.length > gone && !gone) throw new Error('later');
  return gone > 0 && state.queued > 0;
}
async function rescueLimbo() {
  for (const item of limbo.values()) {
    await within(['queue'], 'readwrite', (queue) => { queue.put(item); }).then(() => limbo.delete(item.tag), () => {});
  }
}
let running = null, wanted = false, tries = 0, clock = 0;
/** Sends until nothing is left or something goes wrong; one at a time over all tabs. */
function pump() {
  wanted = true;
  running = running || (async () => {
    clearTimeout(clock);
    await navigator.locks.request('hailong-pump', { ifAvailable: true }, async (lock) => {
      while (lock && wanted && state.device) {
        wanted = false;
        try {
          wanted = await beat() || wanted;
          tries = 0;
        } catch {
          wanted = false;
          tries += 1;
        }
      }
    });
    running = null;
    told();
    // Full jitter up to five minutes; the heartbeat comes first where that is later.
    const jitter = 1000 + Math.random() * (Math.min(300000, 1000 * 2 ** tries) - 1000);
    const next = BEAT * (0.75 + Math.random() / 2);
    clock = setTimeout(pump, tries ? Math.min(jitter, next) : next);
  })();
  return running;
}

/** Everything that waits or was refused, as a file that the server's command takes. */
async function rescue() {
  const stored = await Promise.all(['queue', 'dead'].map((name) => within([name], 'readonly', (all) => all.getAll()).catch(() => [])));
  const items = [...new Map([...stored.flat(), ...limbo.values()].map((item) => [item.tag, item])).values()];
  const { device, desk } = state.device;
  const lines = [
    { hailong: 'queue 1', device, desk, made: Date.now(), items: items.length },
    ...items.map(({ hour, refusal, ...item }) => item),
  ].map((line) => `${JSON.stringify(line)}\n`).join('');
  state.exported = new Set(items.map((item) => item.tag));
  return { n: items.length, text: `${lines}${JSON.stringify({ end: items.length, digest: await hashHex(bytes(lines)) })}\n` };
}
