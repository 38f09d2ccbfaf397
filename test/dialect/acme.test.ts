import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { defaultBehaviours } from '#behaviour/defaults'
import { checkSpecs } from '#dialect/check'
import { loadSpec } from '#dialect/load'
import { QUIRK_KINDS } from '#dialect/normalise-quirks'
import { acmePath } from '../fixtures/acme-sandbox.ts'

const root = join(import.meta.dirname, '../..')
const dialect: unknown = JSON.parse(readFileSync(join(root, 'specs/schema.json'), 'utf8'))
const acme: unknown = parse(readFileSync(acmePath, 'utf8'))

/** Every key of every object in a document. */
function keysOf(node: unknown, found = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return found
  for (const [key, child] of Object.entries(node)) {
    if (!Array.isArray(node)) found.add(key)
    keysOf(child, found)
  }
  return found
}

test('is a spec that has nothing to complain about', async () => {
  expect(await checkSpecs([acmePath])).toEqual([])
})

test('uses every keyword that the dialect adds to OpenAPI', () => {
  const known = [...keysOf(dialect)].filter((key) => key.startsWith('x-'))
  const used = keysOf(acme)
  expect(known.length).toBeGreaterThan(15)
  expect(known.filter((key) => !used.has(key))).toEqual([])
})

test.each([
  'delivery',
  'quirk',
  'variant',
  'reshapeStep',
  'incident',
  'incidentFault',
  'incidentChaos',
  'triggerRecord',
])('uses every setting of a %s', (name) => {
  const { $defs } = dialect as { $defs: Record<string, { properties: object }> }
  const used = keysOf(acme)
  expect(Object.keys($defs[name]!.properties).filter((key) => !used.has(key))).toEqual([])
})

test('uses every kind and stage of quirks, on document, operation and notification', async () => {
  const { quirks } = await loadSpec(acmePath)
  const all = [...quirks.values()]
  const kinds = new Set(
    all.flatMap(({ variants }) => [...variants.values()].map(({ kind }) => kind)),
  )
  expect([...kinds].sort()).toEqual([...QUIRK_KINDS].sort())
  expect([...new Set(all.map(({ stage }) => stage))].sort()).toEqual([
    'authentication',
    'behaviour',
    'delivery',
    'response',
    'validation',
  ])
  expect(all.some(({ operationId }) => operationId !== undefined)).toBe(true)
  expect(all.some(({ notification }) => notification === 'sessionOpened')).toBe(true)
  expect(all.some(({ operationId, notification }) => !operationId && !notification)).toBe(true)
})

test('uses every default behaviour, and two of its own', async () => {
  const { operations } = await loadSpec(acmePath)
  const used = new Set(operations.map(({ behaviour }) => behaviour.name))
  const own = [...used].filter((name) => !defaultBehaviours.some((known) => known.name === name))
  expect(own).toEqual(['session.open', 'login.show'])
  expect(defaultBehaviours.filter(({ name }) => !used.has(name))).toEqual([])
})

test('inherits sources downwards', async () => {
  const { operations, quirks, notifications } = await loadSpec(acmePath)
  const ping = operations.find(({ id }) => id === 'ping')!
  expect(ping.source).toEqual({
    url: 'https://docs.acme.example',
    read: '2026-11-20',
    evidence: 'documented',
  })
  const missing = quirks.get('acme.widget.missing-name')!
  expect(missing.source.section).toBe('Known quirks')
  expect(missing.variants.get('reject-403')!.source).toBe(missing.source)
  expect(missing.variants.get('nameless')!.source.evidence).toBe('client')
  expect(notifications.get('widgetShipped')!.delivery.source.evidence).toBe('assumed')
})
