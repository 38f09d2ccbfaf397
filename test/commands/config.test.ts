import { expect, test } from 'vitest'
import { type StartFlags, toControlUrl, toStartConfig } from '#server/config'

test('starts everything on loopback when nothing is said', () => {
  expect(toStartConfig({}, {})).toEqual({
    engine: { profiles: {}, variants: {}, hints: true, strict: false, allowHosts: [] },
    host: '127.0.0.1',
    port: 4800,
    token: undefined,
  })
})

test('reads every flag', () => {
  const flags: StartFlags = {
    provider: ['cobru,cobre', 'cobru'],
    port: '0',
    host: 'localhost',
    profile: ['cobru=legacy', 'cobre=docs'],
    variant: ['cobru.create.missing-callback=accept'],
    timeRate: '60',
    at: '2026-11-20T12:00:00Z',
    seed: '7',
    hints: false,
    strict: true,
    allowHost: ['hooks.example'],
    maxEntries: '50',
    maxRecords: '2000',
  }
  expect(toStartConfig(flags, {})).toEqual({
    engine: {
      providers: ['cobru', 'cobre'],
      profiles: { cobru: 'legacy', cobre: 'docs' },
      variants: { 'cobru.create.missing-callback': 'accept' },
      timeRate: 60,
      startAt: Date.UTC(2026, 10, 20, 12),
      seed: '7',
      hints: false,
      strict: true,
      allowHosts: ['hooks.example'],
      maxEntries: 50,
      maxRecords: 2_000,
    },
    host: 'localhost',
    port: 0,
    token: undefined,
  })
})

test('a flag comes before the environment, the environment before the default', () => {
  const env = { ENSAYO_PORT: '5000', ENSAYO_HOST: 'localhost' }
  expect(toStartConfig({}, env)).toMatchObject({ port: 5000, host: 'localhost' })
  expect(toStartConfig({ port: '6000' }, env)).toMatchObject({ port: 6000, host: 'localhost' })
  expect(toStartConfig({}, {}, { defaultPort: 0 })).toMatchObject({ port: 0 })
})

test('says that others reach it when it listens on more than loopback', () => {
  const env = { ENSAYO_CONTROL_TOKEN: 'secret' }
  expect(toStartConfig({ host: '0.0.0.0' }, env).engine).toMatchObject({ isShared: true })
  expect(toStartConfig({ host: '::1' }, env).engine).not.toHaveProperty('isShared')
})

test('--freeze is a rate of 0', () => {
  expect(toStartConfig({ freeze: true }, {}).engine.timeRate).toBe(0)
})

test.each<[StartFlags, Record<string, string>, string]>([
  [{ port: '65536' }, {}, '--port: "65536" is not a port.'],
  [{ port: '-1' }, {}, '--port: "-1" is not a port.'],
  [{}, { ENSAYO_PORT: 'web' }, 'ENSAYO_PORT: "web" is not a port.'],
  [{ timeRate: '-2' }, {}, '--time-rate: "-2" is not a rate.'],
  [{ timeRate: '' }, {}, '--time-rate: "" is not a rate.'],
  [{ timeRate: '2', freeze: true }, {}, '--freeze and --time-rate exclude each other.'],
  [{ at: '1' }, {}, '--at: "1" is not an instant.'],
  [{ at: '2026-13-01' }, {}, '--at: "2026-13-01" is not an instant.'],
  [{ profile: ['legacy'] }, {}, '--profile: "legacy" is not name=value.'],
  [{ variant: ['a='] }, {}, '--variant: "a=" is not name=value.'],
  [{ profile: ['a=x', 'a=y'] }, {}, '--profile: "a" is there twice. Keep one.'],
  [{ provider: [''] }, {}, '--provider: "" is not a provider.'],
  [{ provider: [' , '] }, {}, '--provider: " , " is not a provider.'],
  [{ allowHost: ['https://a.example/hook'] }, {}, 'name alone, like --allow-host a.example.'],
  [{ allowHost: ['a.example:8080'] }, {}, 'name alone, like --allow-host a.example.'],
  [{ allowHost: [''] }, {}, '--allow-host: "" is not a host.'],
  [{ maxEntries: '0' }, {}, '--max-entries: "0" is not a number to keep. Give a whole number'],
  [{ maxRecords: '1e9' }, {}, '--max-records: "1e9" is not a number to keep.'],
  [{ host: '0.0.0.0' }, {}, 'Set ENSAYO_CONTROL_TOKEN to a secret of yours'],
])('refuses %j %j', (flags, env, message) => {
  expect(() => toStartConfig(flags, env)).toThrow(message)
})

test('listens for other machines only with a token', () => {
  const env = { ENSAYO_CONTROL_TOKEN: 'secret' }
  expect(toStartConfig({ host: '0.0.0.0' }, env)).toMatchObject({
    host: '0.0.0.0',
    token: 'secret',
  })
})

test('hosts may be names, wildcards and addresses', () => {
  const allowHost = ['hooks.example', '*.hooks.example', '10.0.0.1', '::1', '[::1]']
  expect(toStartConfig({ allowHost }, {}).engine.allowHosts).toEqual(allowHost)
})

test.each([
  [undefined, {}, 'http://127.0.0.1:4800'],
  [undefined, { ENSAYO_PORT: '5001' }, 'http://127.0.0.1:5001'],
  [undefined, { ENSAYO_PORT: '0' }, 'http://127.0.0.1:4800'],
  [undefined, { ENSAYO_PORT: '5001', ENSAYO_URL: 'http://b:1' }, 'http://b:1'],
  [undefined, { ENSAYO_URL: 'http://localhost:5000' }, 'http://localhost:5000'],
  ['http://localhost:6000', { ENSAYO_URL: 'http://localhost:5000' }, 'http://localhost:6000'],
  ['http://localhost:6000/', {}, 'http://localhost:6000'],
  ['http://localhost:6000/_ensayo', {}, 'http://localhost:6000'],
  ['http://localhost:6000/_ensayo/', {}, 'http://localhost:6000'],
])('the control address of %s and %j is %s', (flag, env, url) => {
  expect(toControlUrl(flag, env)).toBe(url)
})

test('an address without http is refused', () => {
  expect(() => toControlUrl('localhost:4800', {})).toThrow(
    '--control: "localhost:4800" is not a URL.',
  )
  expect(() => toControlUrl(undefined, { ENSAYO_URL: 'x' })).toThrow(
    'ENSAYO_URL: "x" is not a URL.',
  )
})
