import { expect, test } from 'vitest'
import { type ReshapeStep, reshape } from '#departures/kinds/reshape'
import { createAcme, read } from '../../fixtures/acme-sandbox.ts'

test('reshapes an answer in each documented way', async () => {
  const { api, sandbox } = await createAcme()
  const made = await api.widget({ price: 5, color: 'red' })
  const show = async (variant: string) => {
    await sandbox.quirks.set('acme.widget.shape', variant)
    return (await read(await api.get(`/widgets/${made.widgetId}`))).body
  }
  expect(await show('plain')).toEqual(made)
  expect(await show('wrapped')).toEqual({ data: made })
  expect(await show('text')).toBe(JSON.stringify(made))
  expect(await show('old')).toEqual({ id: made.widgetId, price: '5.00', color: 'RED' })
})

test('leaves an answer alone where `when` asks for another status', async () => {
  const { api, sandbox } = await createAcme()
  await sandbox.quirks.set('acme.widget.shape', 'wrapped')
  expect(await read(await api.get('/widgets/wdg_none'))).toEqual({
    status: 404,
    body: { error: 'widget_no_existe', id: 'wdg_none' },
  })
})

test('sets, removes and unwraps', async () => {
  const { api, sandbox } = await createAcme()
  const made = await api.widget({ price: 5 })
  await sandbox.quirks.set('acme.widget.list-shape', 'bare')
  expect((await read(await api.get('/widgets'))).body).toEqual([made])
  await sandbox.quirks.set('acme.widget.list-shape', 'partial')
  const { price: _, ...rest } = made
  expect((await read(await api.get('/widgets'))).body).toEqual({ data: [rest], total: 0 })
})

const steps: [ReshapeStep, unknown, unknown][] = [
  [{ set: '/a/b', to: 1 }, { a: {} }, { a: { b: 1 } }],
  [{ set: '/a/b', to: 1 }, {}, {}],
  [{ set: '/a', to: 1, default: true }, { a: 0 }, { a: 0 }],
  [{ set: '/a', to: 1, default: true }, {}, { a: 1 }],
  [{ remove: '/a/0' }, { a: [1, 2] }, { a: [2] }],
  [{ remove: '/a/*/b' }, { a: [{ b: 1, c: 2 }, { b: 3 }] }, { a: [{ c: 2 }, {}] }],
  [
    { rename: '/a', to: '/b' },
    { a: 1, c: 2 },
    { b: 1, c: 2 },
  ],
  [{ rename: '/x', to: '/b' }, { a: 1 }, { a: 1 }],
  [{ convert: '/a', to: 'string' }, { a: 1.5 }, { a: '1.5' }],
  [{ convert: '/a', to: 'string' }, { a: null }, { a: null }],
  [{ convert: '/a', to: 'number' }, { a: '1.5' }, { a: 1.5 }],
  [{ convert: '/a', to: 'number' }, { a: '' }, { a: '' }],
  [{ convert: '/a', to: 'integer' }, { a: '1.9' }, { a: 1 }],
  [{ convert: '/a', to: 'decimal-string' }, { a: 3 }, { a: '3.00' }],
  [{ convert: '/a', to: 'json-string' }, { a: { b: 1 } }, { a: '{"b":1}' }],
  [{ convert: '/a', to: 'json' }, { a: '{"b":1}' }, { a: { b: 1 } }],
  [{ convert: '/a', to: 'json' }, { a: '{' }, { a: '{' }],
  [{ convert: '/a', to: 'boolean' }, { a: 'true' }, { a: true }],
  [{ convert: '/a', to: 'boolean' }, { a: 'no' }, { a: false }],
  [{ convert: '/a', to: 'lower' }, { a: 'AB' }, { a: 'ab' }],
  [{ convert: '/a/*/n', to: 'upper' }, { a: [{ n: 'x' }, 1] }, { a: [{ n: 'X' }, 1] }],
  [{ keep: ['b'] }, { a: 1, b: 2 }, { b: 2 }],
  [{ keep: ['b'] }, [1], [1]],
  [{ wrap: 'data' }, [1], { data: [1] }],
  [{ unwrap: 'data' }, { data: 1 }, 1],
  [{ unwrap: 'data' }, { a: 1 }, { a: 1 }],
  [{ encode: 'json-string' }, { a: 1 }, '{"a":1}'],
]

test.each(steps)('%j turns %j into %j', (step, before, after) => {
  const copy = structuredClone(before)
  expect(reshape(before, [step])).toEqual(after)
  expect(before).toEqual(copy)
})

test('keeps the place of a renamed key', () => {
  const body = reshape({ a: 1, b: 2, c: 3 }, [{ rename: '/b', to: '/z' }])
  expect(JSON.stringify(body)).toBe('{"a":1,"z":2,"c":3}')
})

test('removes only what is null where it is told so', () => {
  const body = { a: null, b: 0, c: '', d: { e: null } }
  expect(reshape(body, [{ remove: '/*', onlyNull: true }])).toEqual({ b: 0, c: '', d: { e: null } })
})
