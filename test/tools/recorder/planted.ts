/** Sixty places in which a secret can stand, in requests and answers, documented and not. */
import type { Exchange } from '#recorder/exchange'

type Part = {
  request?: Partial<Exchange['request']>
  response?: Partial<Exchange['response']>
}

const JSON_TYPE = { 'content-type': 'application/json' }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const MULTIPART = { 'content-type': 'multipart/form-data; boundary=AaB03x' }

const sent = (body: unknown, headers: Record<string, string> = JSON_TYPE): Part => ({
  request: { headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
})
const got = (body: unknown, headers: Record<string, string> = JSON_TYPE): Part => ({
  response: { headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
})
const asked = (name: string, value: string): Part => ({ request: { headers: { [name]: value } } })
const base64 = (text: string) => Buffer.from(text).toString('base64')
const part = (head: string, value: string) =>
  `--AaB03x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n--AaB03x--\r\n`

/** Kind → an exchange that holds the secret there. */
export const KINDS: Record<string, (secret: string) => Part> = {
  'a field that nobody documents': (s) => sent({ amount: 5, anything: s }),
  'a documented free text': (s) => sent({ amount: 50000, description: s }),
  'a documented text of an answer': (s) => ({
    ...got({ name: s, state: 0 }),
    request: { path: '/cobru/' },
  }),
  'deep inside': (s) => sent({ a: { b: [{ c: { d: [s] } }] } }),
  'an item of a list': (s) => got({ items: ['x', s, 'y'] }),
  "an object under a secret's name": (s) => sent({ secret: { part: s } }),
  "a list under a secret's name": (s) => got({ passwords: ['x', s] }),
  session: (s) => got({ session: s }),
  passphrase: (s) => got({ passphrase: s }),
  credentials: (s) => got({ credentials: { a: s } }),
  pass: (s) => sent({ pass: s }),
  auth: (s) => sent({ auth: s }),
  privKey: (s) => got({ privKey: s }),
  encryption_key: (s) => got({ encryption_key: s }),
  code_verifier: (s) => sent({ code_verifier: s }),
  'mnemonic of a documented answer': (s) => ({
    request: { method: 'GET', path: '/celo/account/' },
    response: { headers: JSON_TYPE, body: JSON.stringify({ mnemonic: s, address: '0xab' }) },
  }),
  'a key of an object': (s) => got({ [s]: true }),
  'JSON in a string': (s) => sent({ payload: JSON.stringify({ inner: s }) }),
  'JSON in JSON in a string': (s) => sent({ a: JSON.stringify({ b: JSON.stringify({ c: s }) }) }),
  'a lone JSON string': (s) => got(JSON.stringify(s)),
  'a lone JSON string that holds JSON': (s) => got(JSON.stringify(JSON.stringify([{ k: s }]))),
  'a list at the top': (s) => got([s, [s]]),
  'escapes of JSON': (s) =>
    sent(
      `{"a":"${[...s].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}`,
    ),
  'the query of a URL': (s) =>
    sent({ callback: `https://yourapp.com/cb?secret=${encodeURIComponent(s)}` }),
  'the fragment of a URL': (s) => ({
    response: {
      status: 302,
      headers: { location: `https://app.example/#id_token=${encodeURIComponent(s)}` },
      body: '',
    },
  }),
  'the user of a URL': (s) => sent({ url: `https://ana:${encodeURIComponent(s)}@host.example/x` }),
  'the path of a URL': (s) => got({ url: `https://host.example/${encodeURIComponent(s)}/x` }),
  base64: (s) => got({ a: base64(s) }),
  'base64 of JSON': (s) => sent({ a: base64(JSON.stringify({ password: s })) }),
  'base64 for URLs': (s) => got({ a: Buffer.from(`x${s}`).toString('base64url') }),
  hexadecimal: (s) => got({ a: Buffer.from(s).toString('hex') }),
  'free text': (s) => got({ note: `The code is ${s}, tell nobody.` }),
  'several lines': (s) => sent({ note: `one\n${s}\ntwo` }),
  'HTML in a value': (s) => got({ html: `<input type="hidden" name="k" value="${s}">` }),
  'XML in a value': (s) => got({ xml: `<a><b>${s}</b></a>` }),
  'a value that looks like a placeholder': (s) => sent({ a: `<token:${s.replace(/\s/g, '_')}:1>` }),
  'a body that looks like a sealed one': (s) => got(`[text/plain, 5 bytes, hash ${s}]`, {}),
  'a form': (s) => sent(`grant=x&code=${encodeURIComponent(s)}`, FORM),
  'a name in a form': (s) => sent(`${encodeURIComponent(s)}=1&b=2`, FORM),
  'JSON in a form': (s) => sent(`payload=${encodeURIComponent(JSON.stringify({ k: s }))}`, FORM),
  'a form without its type': (s) => sent(`a=b&secret_thing=${encodeURIComponent(s)}`, {}),
  'the query': (s) => ({ request: { query: `state=${encodeURIComponent(s)}&page=1` } }),
  'a name in the query': (s) => ({ request: { query: `${encodeURIComponent(s)}=1` } }),
  'a query without a name': (s) => ({ request: { query: encodeURIComponent(s) } }),
  'a parameter of a path': (s) => ({
    request: { method: 'GET', path: `/cobru_detail/${encodeURIComponent(s)}` },
  }),
  'a path that nobody documents': (s) => ({
    request: { path: `/reset/${encodeURIComponent(s)}/now` },
  }),
  'x-session-id': (s) => asked('x-session-id', s),
  'x-otp': (s) => asked('x-otp', s),
  'a header of an answer': (s) => ({ response: { headers: { 'x-debug': `trace ${s}` } } }),
  Bearer: (s) => asked('authorization', `Bearer ${s}`),
  Basic: (s) => asked('authorization', `Basic ${base64(`user:${s}`)}`),
  Digest: (s) => asked('authorization', `Digest username="ana", response="${s}"`),
  'an authorization without a scheme': (s) => asked('authorization', s),
  Cookie: (s) => asked('cookie', `a=1; sid=${s}`),
  'Set-Cookie': (s) => ({ response: { headers: { 'set-cookie': `sid=${s}; Path=/` } } }),
  Referer: (s) => asked('referer', `https://app.example/?t=${encodeURIComponent(s)}`),
  'idempotency-key': (s) => asked('idempotency-key', `order ${s}`),
  'a field of a multipart body': (s) => sent(part('name="x"', s), MULTIPART),
  'a file': (s) => sent(part('name="f"; filename="a.pdf"', s), MULTIPART),
  'the name of a file': (s) => sent(part(`name="f"; filename="${s}.pdf"`, 'x'), MULTIPART),
  'plain text': (s) => got(`code: ${s}`, { 'content-type': 'text/plain' }),
  'a page': (s) =>
    got(`<html><input name="csrf" value="${s}"></html>`, { 'content-type': 'text/html' }),
  'an XML body': (s) => sent(`<a k="${s}"><b>${s}</b></a>`, { 'content-type': 'application/xml' }),
  CSV: (s) => got(`id,key\n1,${s}\n`, { 'content-type': 'text/csv' }),
  'JSON that is cut off': (s) => sent(`{"a":"${s}", "b`, JSON_TYPE),
  'what was filled into an error': (s) => ({
    request: { method: 'GET', path: '/nowhere/' },
    response: {
      status: 404,
      headers: JSON_TYPE,
      body: JSON.stringify({ detail: `Not found: ${s}` }),
    },
  }),
}

/** Secrets of all sorts, none of which is found anywhere by chance. */
export function makeSecret(nth: number): string {
  const digits = String(7_390_000_000 + nth * 7919)
  const makers: ((n: number) => string)[] = [
    (n) => `sk_live_${n.toString(36)}Zq${(n * 7919).toString(36)}`,
    () => digits,
    (n) => `hunter${n}!Blue`,
    (n) => `9f${n.toString(16).padStart(6, '0')}-1c2d-4e5f-8a9b-${digits.padStart(12, '0')}`,
    (n) => `legal winner ${['apple', 'river', 'stone', 'cloud'][n % 4]} thank year wave ${n}`,
    (n) => `Clave${n}ñandú`,
    (n) => `${n}.abcDEF/ghi+jkl==`,
    (n) => `${'deadbeef'.repeat(4)}${n.toString(16).padStart(6, '0')}`,
  ]
  return makers[nth % makers.length]!(nth)
}

/** Every way in which somebody could read it. */
export function toReadable(secret: string): string[] {
  const shifted = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)])
      .toString('base64')
      .slice([0, 2, 3][offset])
      .replace(/.?=+$/, ''),
  )
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    Buffer.from(secret).toString('hex'),
    ...shifted,
    ...shifted.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ]
}

export function plant(kind: string, nth: number, secret: string): Exchange {
  const { request, response } = KINDS[kind]!(secret)
  return {
    id: String(nth).padStart(6, '0'),
    at: '2026-03-01T12:00:00.000Z',
    provider: 'cobru',
    request: { method: 'POST', path: '/cobru/', headers: JSON_TYPE, body: '', ...request },
    response: { status: 200, headers: JSON_TYPE, body: '{}', ...response },
  }
}
