/** Which sandbox the assistant's door leads to, and what it says when it leads to none. */
import { expect, test } from 'vitest'
import { EnsayoError } from '#base/errors'
import type { Call } from '#client/call'
import { createHolder, type Held } from '#mcp/holder'
import { loadKit } from '#mcp/kit'

const gone = new EnsayoError('SANDBOX_UNREACHABLE', 'No sandbox answers.')

/** Answers its name to everything, until it is told to go. */
function createHeld(name: string) {
  const state = { isGone: false, isClosed: false }
  const call = (async () => {
    if (state.isGone) throw gone
    return { version: name }
  }) as Call
  const held: Held = {
    call,
    specs: new Map(),
    close: async () => {
      state.isClosed = true
    },
  }
  return { held, state }
}

const ask = (holder: ReturnType<typeof createHolder>) =>
  holder.use('default', async (client) => (await client.health()).version)

test('uses a sandbox that answers, and starts none', async () => {
  const { held } = createHeld('found')
  const holder = createHolder({
    find: async () => held,
    start: async () => expect.unreachable(),
  })
  expect(await ask(holder)).toBe('found')
})

test('starts one where none answers, once, and ends it', async () => {
  const { held, state } = createHeld('own')
  let starts = 0
  const holder = createHolder({
    find: async () => undefined,
    start: async () => {
      starts++
      return held
    },
  })
  expect(await Promise.all([ask(holder), ask(holder)])).toEqual(['own', 'own'])
  expect(starts).toBe(1)
  await holder.close()
  expect(state.isClosed).toBe(true)
})

test('starts another when the one that it found has gone', async () => {
  const found = createHeld('found')
  const own = createHeld('own')
  const holder = createHolder({
    find: async () => (found.state.isGone ? undefined : found.held),
    start: async () => own.held,
  })
  expect(await ask(holder)).toBe('found')
  found.state.isGone = true
  expect(await ask(holder)).toBe('own')
})

test('takes the one that another assistant has started in the same moment', async () => {
  const { held } = createHeld('other')
  let looks = 0
  const holder = createHolder({
    find: async () => (looks++ === 0 ? undefined : held),
    start: async () => {
      throw new EnsayoError('PORT_TAKEN', 'Port 4800 is taken.')
    },
  })
  expect(await ask(holder)).toBe('other')
})

test('says why there is none, and tries again at the next call', async () => {
  const { held } = createHeld('late')
  let tries = 0
  const holder = createHolder({
    find: async () => {
      if (tries++ === 0) throw gone
      return held
    },
    start: async () => expect.unreachable(),
  })
  await expect(ask(holder)).rejects.toThrow('No sandbox answers.')
  expect(await ask(holder)).toBe('late')
})

test('passes on what the sandbox says, without another try', async () => {
  const { held } = createHeld('found')
  const holder = createHolder({ find: async () => held, start: async () => expect.unreachable() })
  let tries = 0
  const work = async () => {
    tries++
    throw new EnsayoError('QUIRK_UNKNOWN', 'No quirk "x".')
  }
  await expect(holder.use('default', work)).rejects.toThrow('No quirk "x".')
  expect(tries).toBe(1)
})

test('says how to install the kit where it is missing', async () => {
  const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
  await expect(loadKit(() => Promise.reject(missing))).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringContaining('npm install --save-dev @modelcontextprotocol/server'),
  })
})
