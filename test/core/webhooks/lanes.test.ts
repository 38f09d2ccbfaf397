import { expect, test } from 'vitest'
import { createLanes } from '#webhooks/lanes'

/** Lanes with work that ends when told to. */
function makeWorks(width: number) {
  const lanes = createLanes(width)
  const started: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const run = (account: string, subject: string, id: string) =>
    lanes.run({ account, subject, id }, () => {
      started.push(id)
      return new Promise((resolve, reject) => {
        ends.set(id, (error) => (error === undefined ? resolve(true) : reject(error)))
      })
    })
  return { lanes, started, run, end: (id: string, error?: Error) => ends.get(id)!(error) }
}

test('runs what has different subjects side by side, up to its width', async () => {
  const { started, run, end } = makeWorks(2)
  const [first] = ['1', '2', '3'].map((id) => run('a', id, id))
  expect(started).toEqual(['1', '2'])

  end('1')
  await first
  await Promise.resolve()
  expect(started).toEqual(['1', '2', '3'])
})

test('runs what has the same subject one after the other', async () => {
  const { started, run, end } = makeWorks(8)
  const first = run('a', 's', '1')
  const second = run('a', 's', '2')
  expect(started).toEqual(['1'])

  end('1')
  await first
  await expect.poll(() => started).toEqual(['1', '2'])
  end('2')
  await second
})

test('goes on with a subject after a failure', async () => {
  const { started, run, end } = makeWorks(1)
  const first = run('a', 's', '1')
  const second = run('a', 's', '2')
  end('1', new Error('store is gone'))

  await expect(first).rejects.toThrow('store is gone')
  await expect.poll(() => started).toEqual(['1', '2'])
  end('2')
  expect(await second).toBe(true)
})

test('does not let one account wait for another', () => {
  const { started, run } = makeWorks(1)
  run('a', 's', '1')
  run('b', 's', '2')

  expect(started).toEqual(['1', '2'])
})

test('joins work that is under way, and repeats it once that has ended', async () => {
  const { started, run, end } = makeWorks(8)
  const both = [run('a', 's', '1'), run('a', 's', '1')]
  end('1')
  expect(await Promise.all(both)).toEqual([true, true])
  run('a', 's', '1')

  expect(started).toEqual(['1', '1'])
})

test('settles when all that was under way has ended, failures included', async () => {
  const { lanes, run, end } = makeWorks(8)
  const failing = run('a', '1', '1')
  run('b', '2', '2')
  let settled = 0
  const all = lanes.settle().then(() => settled++)
  const one = lanes.settle('a').then(() => settled++)
  end('1', new Error('no'))
  await expect(failing).rejects.toThrow('no')
  await one
  expect(settled).toBe(1)

  end('2')
  await all
  expect(settled).toBe(2)
  await lanes.settle()
})
