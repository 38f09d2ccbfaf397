/** What the guide to assistants says must be so. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { expect, test } from 'vitest'
import { define } from '#commands/mcp'
import { TOOLS } from '#mcp/server'

const guide = readFileSync(join(import.meta.dirname, '../../../docs/assistants.md'), 'utf8')

interface Entry {
  command: string
  args: string[]
}

test('its table of tools is that of the server, with those that only read marked', () => {
  const rows = [...guide.matchAll(/^\| `([a-z_]+)` \| (reads)? ?\|/gm)]
  const told = rows.map(([, name, reads]) => [name, reads === 'reads'])
  expect(told).toEqual(TOOLS.map(({ name, isReadOnly }) => [name, isReadOnly]))
})

test('every editor is told a command that runs', () => {
  const blocks = [...guide.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text]) =>
    JSON.parse(text!),
  )
  const entries = blocks.flatMap((block) =>
    Object.values<Record<string, Entry>>(block).map(({ ensayo }) => ensayo!),
  )
  expect(entries.length).toBeGreaterThanOrEqual(4)
  for (const { command, args } of entries) {
    expect(command).toBe('npx')
    expect(args.slice(args.indexOf('--no-install'))).toEqual(['--no-install', 'ensayo', 'mcp'])
  }
})

test('every option that it names is one of the command', () => {
  const program = new Command()
  define(program)
  const known = program.commands[0]!.options.map(({ long }) => long)
  const named = guide.match(/--(control|provider|port)\b/g) ?? []
  expect(named.length).toBeGreaterThan(2)
  expect(named.filter((option) => !known.includes(option))).toEqual([])
})
