/** What docs/configuration.md says must be so. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { CONFIG_SCHEMA } from '#config/schema'
import { runCli } from './cli/run.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/configuration.md'), 'utf8')

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-configuration-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('the table of options is that of the schema', () => {
  const options = Object.entries(CONFIG_SCHEMA.properties).filter(([name]) => name !== '$schema')
  const rows = options.map(([name, { description }]) => `| \`${name}\` | ${description} |`)
  expect(page.split('| option | says |\n| --- | --- |\n')[1]!.trim().split('\n')).toEqual(rows)
})

test('its commands can be run one after the other', async () => {
  const config = join(makeFolder(), 'ensayo.config.yaml')
  const commands = [...page.matchAll(/^npx --no-install ensayo (.*)$/gm)].map(([, words]) =>
    words!.split(' '),
  )
  expect(commands.length).toBeGreaterThan(1)
  for (const words of commands) {
    const run = [...words, '--config', config]
    expect(await runCli(run, { ENSAYO_URL: 'http://127.0.0.1:1' })).toMatchObject({ code: 0 })
  }
})

test('its accounts can be used as they stand', async () => {
  const config = join(makeFolder(), 'ensayo.config.yaml')
  writeFileSync(config, /```yaml\n([\s\S]*?)```/.exec(page)![1]!)
  const run = ['exec', '--config', config, '--freeze', '--', process.execPath, '-e', '']
  expect(await runCli(run)).toMatchObject({ code: 0, stderr: '' })
})
