/** `start --watch`: what sets it off, and what it says. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { toWatched, watchProviders } from '#commands/watch'
import { runCli } from '../cli/run.ts'

/** A spec with a folder of its name beside it; `touch` is what the system would tell. */
function open(reload: () => Promise<{ kept: number; lost: string[] }>) {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-watch-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'bank'))
  const said: string[] = []
  const rests: (() => void)[] = []
  const told = new Map<string, (file: string) => void>()
  const watching = watchProviders({
    specs: [join(folder, 'bank.yaml')],
    reload,
    say: (line) => said.push(line),
    watch: (path, onChange) => {
      told.set(path, onChange)
      return { close: () => void told.delete(path) }
    },
    defer: (call) => rests.push(call),
  })
  const touch = (file: string, where = '') => told.get(join(folder, where))?.(file)
  /** The writing has come to rest. */
  const rest = async () => {
    for (const call of rests.splice(0)) call()
    await watching.settled()
  }
  return { said, touch, rest, rests, told, watching }
}

test('reads again once for many changes, and says what was kept and what was not', async () => {
  const { said, touch, rest, rests } = open(async () => ({ kept: 1, lost: ['a: b "1": c', 'd'] }))
  touch('bank.yaml')
  touch('bank.yaml')
  touch('bank.mts')
  expect(rests).toHaveLength(1)
  await rest()
  expect(said).toEqual([
    'Dropped: a: b "1": c.',
    'Dropped: d.',
    'Read again: bank.yaml. 1 record kept.',
  ])
  touch('bank.yaml')
  await rest()
  expect(said).toHaveLength(6)
})

test('looks at the spec, at modules beside it and in the folder of its name, and at nothing else', async () => {
  const { touch, rests, told } = open(async () => ({ kept: 0, lost: [] }))
  expect(told.size).toBe(2)
  for (const file of ['notes.md', 'other.yaml', 'bank.yaml~']) touch(file)
  expect(rests).toHaveLength(0)
  touch('accounts.ts', 'bank')
  expect(rests).toHaveLength(1)
})

test('says why a file cannot be served, and reads the next change all the same', async () => {
  let isBroken = true
  const { said, touch, rest } = open(async () => {
    if (isBroken) throw new Error('bank.yaml#/paths: is missing. Add it.')
    return { kept: 2, lost: [] }
  })
  touch('bank.yaml')
  await rest()
  expect(said).toEqual([
    'bank.yaml#/paths: is missing. Add it.\nWhat was served before goes on; save the file again once it is right.',
  ])
  isBroken = false
  touch('bank.yaml')
  await rest()
  expect(said[1]).toBe('Read again: bank.yaml. 2 records kept.')
})

test('a change while it reads is read after it, never at the same time', async () => {
  const under = Promise.withResolvers<void>()
  let running = 0
  let most = 0
  const { touch, rest, rests, watching } = open(async () => {
    most = Math.max(most, ++running)
    await under.promise
    running--
    return { kept: 0, lost: [] }
  })
  touch('bank.yaml')
  rests.splice(0)[0]!()
  await Promise.resolve()
  touch('bank.yaml')
  const second = rest()
  under.resolve()
  await second
  await watching.settled()
  expect(most).toBe(1)
})

test('looks at nothing any more once it is closed', () => {
  const { told, watching } = open(async () => ({ kept: 0, lost: [] }))
  watching.close()
  expect(told.size).toBe(0)
})

test('is refused where there is nothing to look at, or state is kept elsewhere', async () => {
  expect(toWatched({ providers: ['cobru', './bank.yaml'] })).toEqual(['./bank.yaml'])
  expect(() => toWatched({ providers: ['./bank.yaml'], data: './state' })).toThrow(
    'Leave out --data and --store while you write.',
  )
  const { code, stderr } = await runCli(['start', '--provider', 'cobru', '--port', '0', '--watch'])
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      'ensayo: --watch: there is no file to look at. Give the path of a spec: --provider ./my-bank.yaml --watch.\n',
  })
})
