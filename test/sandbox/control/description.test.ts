import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { createControl } from '#control/control'
import { loadControlDescription } from '#control/description'
import { createFakeEngine } from './fake-engine.ts'

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const description = await loadControlDescription()

const described = Object.entries(description.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => method in item).map((method) => `${method.toUpperCase()} ${path}`),
)

test('describes exactly the routes that there are', () => {
  const app = createControl(createFakeEngine())
  const routes = app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/_ensayo/'))
    .map(({ method, path }) => `${method} ${toTemplate(path)}`)
  expect([...new Set(routes)].sort()).toEqual([...described].sort())
})

test('gives every route a name of its own', () => {
  const names = Object.values(description.paths).flatMap((item) =>
    METHODS.flatMap((method) => {
      const operation = item[method] as { operationId?: string } | undefined
      return operation === undefined ? [] : [operation.operationId]
    }),
  )
  expect(new Set(names).size).toBe(described.length)
})

test('serves itself', async () => {
  const response = await createControl(createFakeEngine()).request('/_ensayo/openapi.json')
  expect(await response.json()).toEqual(description)
})

test.each([
  ['GET', '/health'],
  ['GET', '/operations'],
  ['GET', '/quirks'],
  ['GET', '/profiles'],
  ['GET', '/triggers'],
  ['GET', '/requests'],
  ['GET', '/webhooks'],
  ['GET', '/accounts'],
  ['GET', '/clock'],
  ['GET', '/snapshot'],
  ['GET', '/incidents'],
  ['GET', '/faults'],
  ['GET', '/stubs'],
  ['GET', '/chaos'],
  ['GET', '/webhooks/mode'],
  ['GET', '/report/coverage'],
  ['GET', '/report/readiness'],
])('%s %s answers as it is described', async (method, path) => {
  const response = await createControl(createFakeEngine()).request(`/_ensayo${path}`, { method })
  const validate = compileAnswer(method, path)
  expect(validate(await response.json()), JSON.stringify(validate.errors)).toBe(true)
})

function compileAnswer(method: string, path: string) {
  const ajv = new Ajv2020({ strict: false })
  ajv.addSchema(description, 'control', false, false)
  const place = `paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}`
  return ajv.compile({ $ref: `control#/${place}/responses/200/content/application~1json/schema` })
}

/** `/_ensayo/inbox/:account/:rest{.+}` → `/inbox/{account}/{rest}`. */
function toTemplate(path: string): string {
  return path.replace('/_ensayo', '').replaceAll(/:(\w+)(\{[^}]*\})?/g, '{$1}')
}
