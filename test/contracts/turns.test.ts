/** Cases side by side: one works at a time, and when all wait, time passes until the first is due. */
import { expect, test } from 'vitest'
import { createTurns } from '#kit/targets/turns'

/** A clock that jumps, and the turns of it. */
function open() {
  let clock = 0
  const waits: number[] = []
  const turns = createTurns({
    now: () => clock,
    wait: async (ms) => {
      waits.push(ms)
      clock += ms
    },
  })
  const told: string[] = []
  const tell = (what: string) => void told.push(`${what} at ${clock}`)
  return {
    turns,
    waits,
    told,
    tell,
    work: (ms: number) => {
      clock += ms
    },
  }
}

test('two that wait do so at the same time', async () => {
  const { turns, waits, told, tell } = open()
  const wait = async (name: string, ms: number) => {
    const turn = turns.join()
    await turn.take()
    await turn.pass(ms)
    tell(name)
    turn.leave()
  }
  await Promise.all([wait('the slow one', 30), wait('the quick one', 10)])
  expect(told).toEqual(['the quick one at 10', 'the slow one at 30'])
  expect(waits).toEqual([10, 20])
})

test('who waits comes first once its time has come, and not a moment sooner', async () => {
  const { turns, told, tell, work } = open()
  const waiter = turns.join()
  await waiter.take()
  const waited = waiter.pass(10).then(() => tell('the waiter'))
  const worker = turns.join()
  await worker.take()
  work(9)
  await worker.take()
  tell('the worker')
  work(1)
  const again = worker.take().then(() => tell('the worker again'))
  await waited
  work(5)
  waiter.leave()
  await again
  expect(told).toEqual(['the worker at 9', 'the waiter at 10', 'the worker again at 15'])
})

test('nobody begins before those that work wait or are done', async () => {
  const { turns, told, tell } = open()
  const first = turns.join()
  await first.take()
  const begun = turns.free().then(() => tell('one more begins'))
  tell('the first works')
  const back = first.pass(10).then(() => tell('the first is back'))
  await Promise.all([begun, back])
  expect(told).toEqual(['the first works at 0', 'one more begins at 0', 'the first is back at 10'])
})

test('one that begins and asks nothing does not hold up the time of the others', async () => {
  const { turns, told, tell } = open()
  const first = turns.join()
  await first.take()
  const back = first.pass(10).then(() => tell('back'))
  await turns.free()
  await back
  expect(told).toEqual(['back at 10'])
})

test('what was dropped never comes, and time does not pass for it', async () => {
  const { turns, waits, told, tell } = open()
  const cut = turns.join()
  await cut.take()
  void cut.pass(1_000).then(() => tell('never'))
  cut.drop()
  const other = turns.join()
  await other.take()
  await other.pass(10)
  other.leave()
  expect(waits).toEqual([10])
  expect(told).toEqual([])
})

test('when time helps no more, those that wait are told so, and the others go on', async () => {
  const { turns } = open()
  const waiter = turns.join()
  await waiter.take()
  const waited = waiter.pass(1_000)
  const other = turns.join()
  await other.take()
  turns.fail(new Error('the target is down'))
  await expect(waited).rejects.toThrow('the target is down')
  const cleaning = waiter.take()
  other.leave()
  await cleaning
})

test('a clock that cannot be read or that does not pass fails those that wait', async () => {
  const turns = createTurns({
    now: () => 0,
    wait: () => Promise.reject(new Error('it was closed')),
  })
  const turn = turns.join()
  await turn.take()
  await expect(turn.pass(10)).rejects.toThrow('it was closed')
  const unread = createTurns({
    now: () => Promise.reject(new Error('no clock')),
    wait: async () => {},
  })
  await expect(unread.join().take()).rejects.toThrow('no clock')
})

test('branches of one case wait at the same time, too', async () => {
  const { turns, waits } = open()
  const turn = turns.join()
  await turn.take()
  await Promise.all([turn.pass(20), turn.pass(10).then(() => turn.pass(10))])
  expect(waits.reduce((sum, ms) => sum + ms)).toBe(20)
})
