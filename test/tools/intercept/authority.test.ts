/** What an authority vouches for, and what its certificates are refused for. */
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:tls'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Authority, createAuthority, openAuthority } from '#intercept/authority'

const limits = { names: ['api.acme.example', 'localhost'], addresses: ['127.0.0.0/8', '::1/128'] }
const title = 'Test DO NOT TRUST'

let authority: Authority
let noAddresses: Authority

beforeAll(async () => {
  authority = await createAuthority({ title, limits, days: 2, isKept: true })
  noAddresses = await createAuthority({ title, limits: { ...limits, addresses: [] }, days: 2 })
})

for (const name of [
  'api.acme.example',
  'below.api.acme.example',
  'localhost',
  '127.0.0.9',
  '::1',
]) {
  test(`a client takes a certificate for ${name}`, async () => {
    expect(await shake(authority, name)).toBe('trusted')
  })
}

for (const name of ['acme.example', 'evil.example', '10.0.0.1', '128.0.0.1', '::2']) {
  test(`a client refuses a certificate for ${name}, which is outside of the limits`, async () => {
    expect(await shake(authority, name)).toBe('permitted subtree violation')
  })
}

for (const name of ['127.0.0.1', '::1', '93.184.216.34']) {
  test(`without addresses among the limits, one for ${name} is refused`, async () => {
    expect(await shake(noAddresses, name)).toBe('excluded subtree violation')
  })
}

test('the limits bind every client, and the authority vouches for no other authority', () => {
  const certificate = new X509Certificate(authority.certificate)
  expect(certificate).toMatchObject({ ca: true, subject: `CN=${title}` })
  // 30: name constraints, critical; 19: no authority below this one.
  const hex = certificate.raw.toString('hex')
  expect(hex).toContain('0603551d1e0101ff')
  expect(hex).toContain('0603551d130101ff040830060101ff020100')
})

test('a long list of names fits', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `host-${index}.acme.example`)
  const many = await createAuthority({ title, limits: { names, addresses: [] }, days: 2 })
  expect(await shake(many, 'host-59.acme.example')).toBe('trusted')
})

test('a kept authority is opened again and vouches as before', async () => {
  const again = await openAuthority(await authority.toPair())
  expect(again.certificate).toBe(authority.certificate)
  expect(await shake(again, 'localhost')).toBe('trusted')
})

test('the key of one that is not kept cannot be read', async () => {
  await expect(noAddresses.toPair()).rejects.toThrow('not extractable')
})

/** What a client that trusts this authority alone makes of its certificate for a name. */
async function shake(from: Authority, name: string): Promise<string> {
  const server = createServer(await from.issue([name], 1))
  server.on('tlsClientError', () => {}).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const socket = connect({
    port,
    host: '127.0.0.1',
    ca: from.certificate,
    checkServerIdentity: () => undefined,
  })
  const outcome = await new Promise<string>((resolve) => {
    socket.once('secureConnect', () => resolve('trusted'))
    socket.once('error', (error) => resolve(error.message))
  })
  socket.destroy()
  return outcome
}
