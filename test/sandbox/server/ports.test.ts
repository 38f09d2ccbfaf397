/** The ports of providers: as far from the control API as by default, whichever are served. */
import { expect, test } from 'vitest'
import { listBuiltIn, loadSpec } from '#dialect/load'
import { assertRoom, toProviderPort } from '#server/ports'

const specs = await Promise.all(listBuiltIn().map(loadSpec))
const served = (names: string[]) =>
  specs.filter(({ name }) => names.includes(name)).map((spec) => ({ spec }))
const ports = (control: number, names = listBuiltIn()) =>
  Object.fromEntries(
    served(names).map((face, index) => [face.spec.name, toProviderPort(control, face, index)]),
  )

test('by default they are those of the specs', () => {
  expect(ports(4800)).toEqual({ cobru: 4801, cobre: 4802, avenia: 4803, localpayment: 4804 })
})

test('another control port moves all of them, and keeps order and gaps', () => {
  expect(ports(5800)).toEqual({ cobru: 5801, cobre: 5802, avenia: 5803, localpayment: 5804 })
})

test('a provider keeps its place when others are left out', () => {
  expect(ports(5800, ['localpayment'])).toEqual({ localpayment: 5804 })
  expect(ports(442, ['cobru'])).toEqual({ cobru: 443 })
})

test('0 picks free ones', () => {
  expect(Object.values(ports(0))).toEqual([0, 0, 0, 0])
})

test('one without a port of its own, or below the control API, takes the next', () => {
  expect(toProviderPort(5800, { spec: { port: undefined } }, 2)).toBe(5803)
  expect(toProviderPort(5800, { spec: { port: 3000 } }, 0)).toBe(5801)
})

test('the highest control port is the one that leaves room for the last provider', () => {
  const faces = served(listBuiltIn())
  expect(() => assertRoom(65_531, faces)).not.toThrow()
  expect(() => assertRoom(65_532, faces)).toThrow('65531 is the highest')
})
