import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fillFlags } from '#config/config-flags'
import { checkConfig, findConfig, readConfig } from '#config/read-config'
import { CONFIG_SCHEMA } from '#config/schema'
import { toStartConfig } from '#server/config'

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

function write(text: string, name = 'ensayo.config.yaml'): string {
  const file = join(makeFolder(), name)
  writeFileSync(file, text)
  return file
}

test.each([
  [
    'an option that there is not',
    'prot: 4800',
    '1:1: the file takes no "prot". Did you mean "port"?',
  ],
  [
    'a port that is text',
    'host: localhost\nport: many',
    '2:1: port is "many", which must be integer.',
  ],
  ['a value outside a list', 'signatureTime: mine', '["real","account"]'],
  [
    'an account without a name',
    'accounts:\n  - seeds: []',
    '2:5: accounts[0] has no "name". Add it.',
  ],
  [
    'a step of two kinds',
    'accounts:\n  - name: a\n    seeds:\n      - { state: x, advance: PT1M }',
    '4:9: accounts[0].seeds[0] is not one step. Give exactly one of',
  ],
  [
    'an account twice',
    'accounts:\n  - name: a\n  - name: a',
    '3:5: the account "a" is there twice.',
  ],
  [
    'credentials of the default account',
    'accounts:\n  - name: default\n    credentials: {}',
    '3:5: the credentials of the default account are fixed.',
  ],
  ['what is not YAML', 'port: [1', ': not YAML:'],
  ['a list', '- port', '1:1: the file is ["port"], which must be object.'],
])('refuses %s, with line, column and cure', async (_, text, message) => {
  const file = write(text)
  const refusal = await readConfig(file).catch((error) => error)
  expect(refusal).toMatchObject({ code: 'CONFIG_INVALID', exit: 2 })
  expect(refusal.message).toContain(message)
  expect(refusal.message).toContain(`${file}:`)
})

test('reads an empty file as nothing said', async () => {
  expect((await readConfig(write('# nothing\n'))).value).toEqual({})
})

test('reads JSON by the same rules', async () => {
  const file = write('{\n  "port": 1.5\n}', 'ensayo.config.json')
  await expect(readConfig(file)).rejects.toThrow(`${file}:2:3: port is 1.5`)
})

test('finds the file of a folder, and refuses two', () => {
  const file = write('')
  const folder = join(file, '..')
  expect(findConfig(folder)).toBe(file)
  writeFileSync(join(folder, 'ensayo.config.json'), '{}')
  expect(() => findConfig(folder)).toThrow('has several configurations')
})

test('flags win over the environment, which wins over the file', async () => {
  const loaded = await checkConfig({ host: 'localhost', port: 1, publicUrl: 'http://one' })
  const read = (flags: object, env: Record<string, string>) =>
    toStartConfig(fillFlags(flags, env, loaded), env)
  expect(read({}, {})).toMatchObject({ host: 'localhost', port: 1, publicUrl: 'http://one' })
  const env = { ENSAYO_PORT: '2', ENSAYO_PUBLIC_URL: 'http://two' }
  expect(read({}, env)).toMatchObject({ host: 'localhost', port: 2, publicUrl: 'http://two' })
  expect(read({ port: '3' }, env)).toMatchObject({ port: 3 })
})

test('of profiles, variants and forwards a flag replaces its own entry alone', async () => {
  const loaded = await checkConfig({ profiles: { cobru: 'docs', cobre: 'docs' }, hints: false })
  const { engine } = toStartConfig(
    fillFlags({ profile: ['cobru=legacy'], hints: true }, {}, loaded),
    {},
  )
  expect(engine).toMatchObject({ profiles: { cobru: 'legacy', cobre: 'docs' }, hints: false })
})

test('a flag that excludes an option of the file puts it out of force', async () => {
  const loaded = await checkConfig({ freeze: true, data: './kept', sync: 'full' })
  const { engine } = toStartConfig(
    fillFlags({ timeRate: '60', store: 'postgres://db' }, {}, loaded),
    {},
  )
  expect(engine).toMatchObject({ timeRate: 60, store: 'postgres://db' })
  expect(engine.data).toBeUndefined()
})

test('paths are relative to the file', async () => {
  const file = write(
    'data: ./kept\nproviders: [cobru, ./mine.yaml]\nprofiles: { cobru: ./own.yaml }',
  )
  const { engine } = toStartConfig(fillFlags({}, {}, await readConfig(file)), {})
  const folder = join(file, '..')
  expect(engine).toMatchObject({
    data: join(folder, 'kept'),
    providers: ['cobru', join(folder, 'mine.yaml')],
    profiles: { cobru: join(folder, 'own.yaml') },
  })
})

/** One value per option, so that none is read and then forgotten. */
const SAMPLES: Record<string, unknown> = {
  providers: ['cobru'],
  profiles: { cobru: 'docs' },
  variants: { 'cobru.a': 'b' },
  host: 'localhost',
  port: 1,
  publicUrl: 'http://one',
  trustProxy: true,
  tls: 'only',
  tlsNames: ['dev.example'],
  receiverCa: 'ca.pem',
  data: 'kept',
  sync: 'full',
  store: 'postgres://db',
  seed: 7,
  timeRate: 2,
  at: '2026-11-20T12:00:00Z',
  freeze: true,
  hints: false,
  strict: true,
  maxEntries: 1,
  maxRecords: 1,
  maxAccounts: 1,
  signatureTime: 'account',
  cors: ['*'],
  allowHosts: ['hooks.example'],
  forward: { 'a.example': 'http://b' },
  forwardAll: 'http://b',
  log: 'json',
}
const NO_FLAGS = ['$schema', 'accounts']

test('every option of the schema has a sample here', () => {
  const names = Object.keys(CONFIG_SCHEMA.properties).filter((name) => !NO_FLAGS.includes(name))
  expect(Object.keys(SAMPLES)).toEqual(names)
})

test.each(Object.entries(SAMPLES))('%s in a file does what its flag does', async (name, value) => {
  const loaded = await checkConfig({ [name]: value })
  expect(Object.keys(fillFlags({ hints: true }, {}, loaded)).length).toBe(name === 'hints' ? 1 : 2)
  const without = fillFlags({ hints: true }, {}, await checkConfig({}))
  expect(fillFlags({ hints: true }, {}, loaded)).not.toEqual(without)
})
