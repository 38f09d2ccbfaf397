/** What a request changed, on its own page. */
import { expect, test } from 'vitest'
import { EFFECTS } from '#http/journal-entry'
import { createPages } from '#inspector/pages'
import { createAcme } from '../../fixtures/acme-sandbox.ts'
import { createSandbox } from '../../fixtures/any-names.ts'

async function openAcme() {
  const acme = await createAcme()
  const { engine } = acme.sandbox
  const app = createPages(engine, {})
  /** The section of the newest request. */
  const changed = async (accept = 'en') => {
    const { id } = engine.requests(undefined).at(-1)!
    const headers = { 'accept-language': accept }
    const page = await app.request(`http://127.0.0.1:4800/_inspector/requests/${id}`, { headers })
    return /<section[^>]*id="changed"[\s\S]*?<\/section>/.exec(await page.text())?.[0] ?? ''
  }
  return { ...acme, engine, changed }
}

test('a create shows the record that it made, with its fields and a way to its story', async () => {
  const { api, changed } = await openAcme()
  const { widgetId } = await api.widget({ name: 'Silla' })
  const section = await changed()
  expect(section).toContain('What it changed')
  expect(section).toMatch(new RegExp(`Made: <a href="[^"]*story[^"]*${widgetId}`))
  expect(section).toContain('&quot;Silla&quot;')
  expect(section).not.toContain('<th>Before</th>')
})

test('a change shows the fields that differ, before and after', async () => {
  const { api, changed } = await openAcme()
  const { widgetId } = await api.widget({ name: 'Silla' })
  await api.patch(`/widgets/${widgetId}`, { name: 'Mesa' })
  const section = await changed()
  expect(section).toMatch(
    /<td><code>name<\/code><\/td><td><code>&quot;Silla&quot;<\/code><\/td><td><code>&quot;Mesa&quot;<\/code><\/td>/,
  )
  expect(section).not.toContain(`<td><code>${'id'}</code></td>`)
  await api.delete(`/widgets/${widgetId}`)
  expect(await changed()).toContain('Removed: ')
  expect(await changed('es')).toContain('Eliminado: ')
})

test('what only reads, or is refused, changed nothing', async () => {
  const { api, changed } = await openAcme()
  await api.get('/widgets')
  expect(await changed()).toContain('No record changed.')
  await api.get('/widgets/nobody')
  expect(await changed()).toContain('No record changed.')
})

test('an entry without its effects says who knew them, and no export holds them', async () => {
  const { api, changed, engine, sandbox } = await openAcme()
  await api.widget({ name: 'Silla' })
  const entry = engine.requests(undefined).at(-1)!
  expect(entry[EFFECTS]!.map(({ collection }) => collection)).toContain('acme/widget')
  const [exported] = (await sandbox.requests.list()).slice(-1)
  expect(Object.getOwnPropertySymbols(exported)).toEqual([])
  expect(JSON.stringify(entry)).toBe(JSON.stringify({ ...entry, [EFFECTS]: undefined }))
  delete entry[EFFECTS]
  expect(await changed()).toContain('known only to the process that answered')
})

test('the story of a record says what each request did to it, the timers it set, and opens its page', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'], timeRate: 0 })
  const { engine } = sandbox
  await engine.playState('default', { provider: 'cobru', state: 'a payment has been started' })
  const { store } = await engine.snapshot()
  const id = store.default!['cobru/payment']![0]!.id
  const app = createPages(engine, {})
  const get = async (path: string) => (await app.request(`http://127.0.0.1:4800${path}`)).text()
  const query = new URLSearchParams({ account: 'default', collection: 'cobru/payment', id })

  const story = await get(`/_inspector/story?${query}`)

  expect(story).toMatch(/>Made<\/p>\s*<p class="quiet">Timer set: <code>expire/)
  expect(story).toContain('<code>state 0 → 1</code>')
  const page = `${engine.addresses.providers.cobru}/${id}`
  expect(story).toContain(`<a href="${page}" rel="noreferrer">Payer’s page</a>`)
  expect(await get('/_inspector/state')).toContain(`href="${page}"`)
})
