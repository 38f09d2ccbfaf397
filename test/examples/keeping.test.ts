/** The commands of docs/keeping.md, as they are written. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Health } from '../../mocks/index.ts'
import { spawnCli } from '../cli/run.ts'
import { createDatabase } from '../postgres/database.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/keeping.md'), 'utf8')
const commands = [...page.matchAll(/```sh\nnpx --no-install ensayo (.+)\n```/g)].map(
  ([, words]) => words!,
)

/** In a folder of its own: paths of the page are put there. */
async function runOnce(words: string, folder: string): Promise<void> {
  const here = words.split(' ').map((word) => word.replace(/^\.\//, `${folder}/`))
  const sandbox = spawnCli([...here, '--json'])
  const health = JSON.parse(await sandbox.printed('\n')) as Health
  const answer = await fetch(`${health.control}/_ensayo/health/ready`)
  expect(await answer.json()).toEqual({ status: 'ready', pending: 0 })
  sandbox.child.kill('SIGTERM')
  expect(await sandbox.finished).toMatchObject({ code: 0, stderr: '' })
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-keeping-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('the page has the commands that are run here', () => {
  expect(commands).toHaveLength(3)
})

test('the first command keeps in the folder that it names, twice', async () => {
  const folder = makeFolder()
  await runOnce(commands[0]!, folder)
  await runOnce(commands[0]!, folder)
  expect(existsSync(join(folder, 'sandbox/ensayo.db'))).toBe(true)
})

test('the second keeps in the database that it names, twice', async () => {
  const { url } = await createDatabase()
  const command = commands[1]!.replace(/postgres:\S+/, url)
  await runOnce(command, makeFolder())
  await runOnce(command, makeFolder())
})

test('the third one starts from a snapshot and leaves one', async () => {
  const folder = makeFolder()
  await runOnce(
    commands[2]!.replace(
      '--snapshot ./state.json --snapshot-on-exit',
      '--snapshot-on-exit ./first.json',
    ),
    folder,
  )
  copyFileSync(join(folder, 'first.json'), join(folder, 'state.json'))
  await runOnce(commands[2]!, folder)
  expect(JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'))).toMatchObject({ version: 1 })
})
