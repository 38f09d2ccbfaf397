/** A process reads and compiles each spec once, and nobody changes it. */
import { writeFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { listBuiltIn, loadSpec } from '#dialect/load'
import { countDocuments, createSchemas } from '#dialect/schemas'
import { acmePath, createAcme, writeAcme } from '../fixtures/acme-sandbox.ts'

/** Refuses every change of an object and what is in it, maps included. */
function freeze(node: unknown, seen = new Set<unknown>()): void {
  if (typeof node !== 'object' || node === null || seen.has(node)) return
  seen.add(node)
  if (node instanceof Map) {
    for (const name of ['set', 'delete', 'clear']) {
      Object.defineProperty(node, name, { value: refuse })
    }
    for (const child of node.values()) freeze(child, seen)
  }
  for (const child of Object.values(node)) freeze(child, seen)
  Object.freeze(node)
}

function refuse(): never {
  throw new Error('a spec is changed at run time')
}

test('fifty sandboxes of one spec add no schemas', async () => {
  const first = await createAcme()
  await first.api.widget()
  const before = countDocuments()
  for (let index = 0; index < 50; index++) {
    const { api, sandbox } = await createAcme()
    if (index % 10 === 0) await api.widget()
    await sandbox.close()
  }
  await Promise.all(Array.from({ length: 5 }, () => createAcme()))
  expect(countDocuments()).toBe(before)
})

test('a file that has changed is read again', async () => {
  const path = writeAcme('title: Acme Pagos', 'title: Acme Uno')
  const one = await loadSpec(path)
  expect(await loadSpec(path)).toBe(one)
  writeFileSync(path, (await import('node:fs')).readFileSync(path, 'utf8').replace('Uno', 'Dos'))
  const two = await loadSpec(path)
  expect(two).not.toBe(one)
  expect(two.document.info).toMatchObject({ title: 'Acme Dos' })
})

test('works on a spec that cannot be changed', async () => {
  freeze(await loadSpec(acmePath))
  const { api, sandbox } = await createAcme()
  const { widgetId } = await api.widget()
  expect((await api.get(`/widgets/${widgetId}`)).status).toBe(200)
  expect((await api.get('/widgets?page=1')).status).toBe(200)
  expect((await api.post('/widgets', { name: 1 })).status).toBe(400)
  await sandbox.quirks.set('acme.widget.missing-name', 'documented-400')
  expect((await api.post('/widgets', {})).status).toBe(400)
  await sandbox.clock.advance('P1D')
})

test('validates a list of wrong elements in time that grows with its length', async () => {
  for (const name of listBuiltIn()) {
    const spec = await loadSpec(name)
    const schemas = createSchemas(spec.name, spec.file, spec.document)
    for (const { id, requestBody } of spec.operations) {
      for (const pointer of requestBody?.content.values() ?? []) {
        const start = performance.now()
        expect(schemas.at(pointer)(Array.from({ length: 20_000 }, () => ({})))).toBe(false)
        expect(performance.now() - start, id).toBeLessThan(1_000)
      }
    }
  }
})
