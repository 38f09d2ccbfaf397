import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { EnsayoError } from '#base/errors'
import { checkSpecs } from '#dialect/check'
import { createEngine } from '#engine/create'
import { acmePath, writeAcme, writeSpec } from '../fixtures/acme-sandbox.ts'
import { keywordMistakes, valueMistakes } from './mistakes.ts'
import { nameMistakes } from './name-mistakes.ts'

/** What the sandbox says instead of starting. */
async function refusal(path: string): Promise<EnsayoError> {
  const started = createEngine({ providers: [path] })
  const error = await started.then(
    (engine) => engine.close().then(() => new Error('it started')),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(EnsayoError)
  return error as EnsayoError
}

const mistakes = [...keywordMistakes, ...nameMistakes, ...valueMistakes]

test.each(mistakes)(
  'does not start with %s, and says where, what and the cure',
  async (_, from, to, message) => {
    const path = writeAcme(from, to)
    const error = await refusal(path)
    expect(error.exit).toBe(2)
    expect(error.message).toContain(path.split('/').at(-1))
    expect(error.message).toContain(message)
    expect(error.message).toMatch(/acme\.yaml#\//)
  },
)

test.each(mistakes.filter(([title]) => !/behaviour|reaction/.test(title)))(
  '`check` finds %s as well',
  async (_, from, to, message) => {
    const findings = await checkSpecs([writeAcme(from, to)])
    const lines = findings.map(({ pointer, message: text }) => `#${pointer}: ${text}`)
    expect(lines.join('\n')).toContain(message)
  },
)

test('says in which line YAML breaks off', async () => {
  const path = writeAcme('info:\n', 'info: [\n')
  const error = await refusal(path)
  expect(error.code).toBe('SPEC_UNREADABLE')
  expect(error.message).toMatch(/acme\.yaml: not readable as YAML: .* at line \d+, column \d+/)
})

test.each(['', '[]', '- a', '7'])('says that %j is not a document', async (text) => {
  const error = await refusal(writeSpec(text))
  expect(error.code).toBe('SPEC_INVALID')
  expect(error.message).toMatch(/acme\.yaml#: .* must be object/)
})

test('says which file cannot be read', async () => {
  const error = await refusal('/nowhere/acme.yaml')
  expect(error.message).toMatch(/nowhere\/acme\.yaml: cannot be read\. Is the path right\?$/)
  expect((await refusal(`${import.meta.dirname}.yaml`)).code).toBe('SPEC_UNREADABLE')
})

test('says which providers there are', async () => {
  const error = await refusal('cobr')
  expect(error.message).toMatch(
    /No provider "cobr"\. Did you mean "cobr[eu]"\? There are: avenia, .*cobru/,
  )
})

test('says that a module beside the spec exports no definition', async () => {
  const path = writeAcme('port: 4899', 'port: 4898')
  writeFileSync(path.replace('.yaml', '.ts'), 'export const nothing = 1\n')
  expect((await refusal(path)).message).toContain('exports no definition')
})

test('says that a module beside the spec defines one name twice', async () => {
  const path = writeAcme('port: 4899', 'port: 4897')
  const twice = "{ kind: 'behaviour', name: 'session.open', run: () => ({ status: 200 }) }"
  writeFileSync(path.replace('.yaml', '.ts'), `export const definitions = [${twice}, ${twice}]\n`)
  expect((await refusal(path)).message).toContain('two definitions of the behaviour "session.open"')
})

test('names several mistakes at once, up to ten', async () => {
  const path = writeAcme('x-record: { collection: widget', 'x-recrd: { collection: widget')
  const text = (await import('node:fs'))
    .readFileSync(path, 'utf8')
    .replaceAll('evidence:', 'evidense:')
  writeFileSync(path, text)
  const { message } = await refusal(path)
  expect(message.split('\n').length).toBe(11)
  expect(message).toMatch(/\(and \d+ more\)$/)
})

test('loads the same spec from JSON', async () => {
  const text = JSON.stringify(parse(readFileSync(acmePath, 'utf8')))
  const path = writeSpec('').replace('.yaml', '.json')
  writeFileSync(path, text)
  const engine = await createEngine({ providers: [path] })
  expect(engine.operations('acme').length).toBeGreaterThan(10)
  await engine.close()
})
