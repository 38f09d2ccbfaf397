/** Places where a case's notifications go: one that takes them, one that refuses them. */
import { expect, test } from 'vitest'
import { createReceiver } from '#kit/targets/receiver'
import { createRefuser } from '#kit/targets/refuser'

test('the receiver of a real sandbox takes at one place and refuses at the other, and keeps both', async () => {
  const receiver = await createReceiver({ url: 'https://tunnel.example/', port: 0 })
  const source = receiver.open()
  const other = receiver.open()
  const post = (url: string, body: string) =>
    fetch(url.replace('https://tunnel.example', receiver.localUrl), { method: 'POST', body })

  const statuses = [
    (await post(`${source.url}?ref=7`, '{"n":1}')).status,
    (await post(source.refusingUrl, '{"n":2}')).status,
  ]
  const messages = await source.messages()
  await receiver.close()

  expect(statuses).toEqual([200, 503])
  expect(messages.map(({ target, body }) => [target, body])).toEqual([
    ['?ref=7', { n: 1 }],
    ['/refuse', { n: 2 }],
  ])
  expect(await other.messages()).toEqual([])
})

test('on the emulator a refusing place answers 503 without a socket and keeps what came', async () => {
  const refuser = createRefuser()
  const [place, other] = [refuser.open(), refuser.open()]
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }

  const answer = await refuser.fetch(place.url, { method: 'POST', headers, body: 'id=1&state=3' })

  expect(answer.status).toBe(503)
  expect(place.messages).toMatchObject([{ method: 'POST', body: { id: '1', state: '3' } }])
  expect(other.messages).toEqual([])
})
