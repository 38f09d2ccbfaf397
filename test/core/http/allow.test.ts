/** `Allow` names the methods that the exact path takes: neither more nor fewer. */
import { expect, test } from 'vitest'
import { createSandbox } from '../../../mocks/index.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
/** Of the paths, one in so many is also tried in other spellings. */
const EVERY = 5

const PROVIDERS = ['avenia', 'cobre', 'cobru', 'localpayment'] as const

test.each(PROVIDERS)('%s: Allow is true for every path, spelled in every way', async (provider) => {
  await using sandbox = await createSandbox({ providers: [provider] })
  const face = sandbox.engine.providers.get(provider)!
  const paths = new Set(face.spec.operations.map(({ path }) => path.replace(/\{[^}]+\}/g, 'x1')))
  let refused = 0
  for (const [index, path] of [...paths].entries()) {
    const others = [toggleSlash(path), path.replaceAll('/', '//'), encode(path)]
    for (const spelled of index % EVERY === 0 ? [path, ...others] : [path]) {
      const taken = new Set<string>()
      const told = new Map<string, string | null>()
      for (const method of METHODS) {
        const answer = await face.fetch(new Request(`http://x.localhost${spelled}`, { method }))
        if (answer.headers.has('x-ensayo-operation')) taken.add(method)
        else if (answer.status === 405) told.set(method, answer.headers.get('allow'))
      }
      for (const [method, allow] of told) {
        refused++
        const named = (allow ?? '').split(', ').toSorted()
        expect({ spelled, method, named }).toEqual({
          spelled,
          method,
          named: [...taken].toSorted(),
        })
      }
    }
  }
  expect(refused).toBeGreaterThan(paths.size)
})

function toggleSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) || '/' : `${path}/`
}

/** Every letter of the last segment escaped. */
function encode(path: string): string {
  return path.replace(/[a-z]+(?=\/?$)/, (word) =>
    [...word].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(''),
  )
}
