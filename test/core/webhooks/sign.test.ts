import { constants, createHmac, generateKeyPairSync, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { sign } from '#webhooks/sign'
import { makeRule, NOW } from './rows.ts'

const EVENT =
  '{"id":"ev_00000000000000000001","event_key":"accounts.balance.credit","created_at":"2026-01-02T03:04:05Z","content":{"id":"trx_00000000000000000001","amount":100}}'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

test('signs timestamp and body with HMAC-SHA256', () => {
  expect(sign(makeRule(), { body: EVENT, key: 'local-test-signing-key', atMs: NOW })).toEqual({
    'x-signature': '233157a97b9f9b5163a9c860a2992200dc8b962098b45a0d96c8136cd638a818',
    'x-timestamp': '2026-01-02T03:04:05Z',
  })
})

test('signs the body alone, without a timestamp header', () => {
  const rule = makeRule({ over: '{body}', timestamp: undefined })
  const body = '{"transactionType":"PayIn","amount":1000}'

  expect(sign(rule, { body, key: 'test_secret', atMs: NOW })).toEqual({
    'x-signature': '5c3b7bf0a6326ca95cc66a2cf345d4144372a359520624df2559effa121d5d7c',
  })
})

test('gives another signature for a changed byte, key or instant', () => {
  const signed = { body: EVENT, key: 'local-test-signing-key', atMs: NOW }
  const signatures = [
    signed,
    { ...signed, body: EVENT.replace('100', '101') },
    { ...signed, key: 'local-test-signing-keys' },
    { ...signed, atMs: NOW + 1_000 },
  ].map((each) => sign(makeRule(), each)['x-signature'])

  expect(new Set(signatures).size).toBe(4)
})

test('signs a body that looks like a template or a replacement pattern as it is', () => {
  const body = '{timestamp} {body} $& $1'
  const expected = createHmac('sha256', 'k').update(`2026-01-02T03:04:05Z.${body}`).digest('hex')

  expect(sign(makeRule(), { body, key: 'k', atMs: NOW })['x-signature']).toBe(expected)
})

test.each([
  ['iso', '2026-01-02T03:04:05Z'],
  ['epoch-ms', '1767323045678'],
  ['epoch-s', '1767323045'],
] as const)('writes a timestamp as %s', (format, text) => {
  const rule = makeRule({ timestamp: { header: 'x-timestamp', format } })
  expect(sign(rule, { body: '', key: 'k', atMs: NOW + 678 })['x-timestamp']).toBe(text)
})

test('puts the prefix before a base64 HMAC-SHA1', () => {
  const rule = makeRule({
    scheme: 'hmac-sha1',
    encoding: 'base64',
    prefix: 'sha1=',
    over: '{body}',
  })
  const expected = createHmac('sha1', 'k').update('ñ').digest('base64')

  expect(sign(rule, { body: 'ñ', key: 'k', atMs: NOW })['x-signature']).toBe(`sha1=${expected}`)
})

test('signs with RSA-PSS and the longest salt', () => {
  const rule = makeRule({ scheme: 'rsa-pss-sha256', encoding: 'base64', over: '{body}' })
  const signature = Buffer.from(
    sign(rule, { body: EVENT, key: PEM, atMs: NOW })['x-signature']!,
    'base64',
  )
  const key = {
    key: publicKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN,
  }

  expect(verify('sha256', Buffer.from(EVENT), key, signature)).toBe(true)
  expect(verify('sha256', Buffer.from(`${EVENT} `), key, signature)).toBe(false)
})

test('signs with RSA and PKCS#1 padding', () => {
  const rule = makeRule({ scheme: 'rsa-sha256', over: '{body}' })
  const signature = sign(rule, { body: EVENT, key: PEM, atMs: NOW })['x-signature']!

  expect(verify('sha256', Buffer.from(EVENT), publicKey, Buffer.from(signature, 'hex'))).toBe(true)
})

test('forges a signature that is as long as the right one, and wrong', () => {
  const signing = { body: EVENT, key: 'k', atMs: NOW }
  const right = sign(makeRule(), signing)['x-signature']!
  const wrong = sign(makeRule(), { ...signing, forge: true })['x-signature']!

  expect(wrong).not.toBe(right)
  expect(wrong).toMatch(/^[0-9a-f]{64}$/)
})

test('says so when an RSA key is not PEM', () => {
  const rule = makeRule({ scheme: 'rsa-sha256' })
  expect(() => sign(rule, { body: '', key: 'secret', atMs: NOW })).toThrow(/not a PEM private key/)
})
