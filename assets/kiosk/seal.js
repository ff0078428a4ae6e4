// Bytes, digests, signatures, and the seal that the server alone can open.
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' }, ECDH = { name: 'ECDH', namedCurve: 'P-256' };
const SIGNS = { name: 'ECDSA', hash: 'SHA-256' };
const { subtle } = crypto;
const bytes = (text) => new TextEncoder().encode(text);
const join = (...parts) => {
  const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  parts.reduce((at, part) => { all.set(part, at); return at + part.length; }, 0);
  return all;
};
const hex = (of) => [...of].map((b) => b.toString(16).padStart(2, '0')).join('');
const unhex = (text) => Uint8Array.from(text.match(/../g), (two) => parseInt(two, 16));
const b64u = (of) => btoa(String.fromCharCode(...of)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
const unb64u = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
const random = (n) => crypto.getRandomValues(new Uint8Array(n));
const hash = async (of) => new Uint8Array(await subtle.digest('SHA-256', of));
const hashHex = async (of) => hex(await hash(of));
const sign = async (key, text) => b64u(new Uint8Array(await subtle.sign(SIGNS, key, bytes(text))));
const rawPublic = async (key) => new Uint8Array(await subtle.exportKey('raw', key));

// HPKE (RFC 9180), base mode, one message: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM.
async function mac(key, of) {
  // An empty key is a block of zeros; browsers refuse to import none at all.
  const held = await subtle.importKey('raw', key.length ? key : new Uint8Array(32), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', held, of));
}
const NONE = new Uint8Array(0), V1 = bytes('HPKE-v1');
const KEM = join(bytes('KEM'), [0, 0x10]), SUITE = join(bytes('HPKE'), [0, 0x10, 0, 1, 0, 1]);
const extract = (suite, salt, label, of) => mac(salt, join(V1, suite, bytes(label), of));
// At most 32 bytes, which is one block.
const expand = async (suite, key, label, info, n) => (await mac(key, join([0, n], V1, suite, bytes(label), info, [1]))).slice(0, n);

/** `enc` and ciphertext in one; `pair` is new each time, but for the test with the RFC's vector. */
async function seal(to, plain, info, aad, pair) {
  const own = pair || await subtle.generateKey(ECDH, false, ['deriveBits']);
  const enc = await rawPublic(own.publicKey), key = await subtle.importKey('raw', to, ECDH, false, []);
  const dh = new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: key }, own.privateKey, 256));
  const shared = await expand(KEM, await extract(KEM, NONE, 'eae_prk', dh), 'shared_secret', join(enc, to), 32);
  const context = join([0], await extract(SUITE, NONE, 'psk_id_hash', NONE), await extract(SUITE, NONE, 'info_hash', info));
  const secret = await extract(SUITE, shared, 'secret', NONE);
  const aes = await subtle.importKey('raw', await expand(SUITE, secret, 'key', context, 16), 'AES-GCM', false, ['encrypt']);
  const iv = await expand(SUITE, secret, 'base_nonce', context, 12);
  return join(enc, new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad }, aes, plain)));
}

/** The acknowledgement code follows from a submission's id, as the server makes it. */
async function acknowledgementOf(id) {
  const first = (await hash(join(bytes('hailong receipt\0'), unhex(id)))).slice(0, 7);
  const bits = [...first].map((b) => b.toString(2).padStart(8, '0')).join('');
  const code = bits.match(/.{5}/g).slice(0, 10).map((five) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[parseInt(five, 2)]).join('');
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}
