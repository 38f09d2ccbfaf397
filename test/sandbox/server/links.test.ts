/** Links in answers begin with the address that the caller used, or the one that a gateway gives us. */
import { expect, onTestFinished, test } from 'vitest'
import { createEngine } from '#engine/create'

test.each([
  ['https://api.sandbox.avenia.io:10952', undefined, 'https://api.sandbox.avenia.io:10952'],
  ['http://localhost:4803', undefined, 'http://localhost:4803'],
  ['http://localhost:4803', 'https://avenia.example.com', 'https://avenia.example.com'],
])('asked at %s with the public address %s, they begin with %s', async (asked, baseUrl, wanted) => {
  const engine = await createEngine({ providers: ['avenia'] })
  onTestFinished(() => engine.close())
  const request = new Request(`${asked}/v2/documents/`, {
    method: 'POST',
    // Whatever stands there, the account's own takes its place.
    headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
    body: JSON.stringify({ documentType: 'ID', isDoubleSided: false }),
  })
  const signed = await engine.equip('default', 'avenia', request)
  const env = baseUrl === undefined ? {} : { baseUrl }
  const answer = await engine.providers.get('avenia')!.fetch(signed, env)
  expect(await answer.text()).toContain(`"${wanted}/uploads/`)
})
