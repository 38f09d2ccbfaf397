import { Command } from 'commander'
import { expect, test } from 'vitest'
import { createProgram, define } from '#commands/program'
import { COMMANDS, helpText } from '#commands/table'

test.each(Object.entries(COMMANDS))(
  'the list of all commands shows %s as its own help does',
  async (name, row) => {
    const program = new Command('ensayo').helpCommand(false).enablePositionalOptions()
    await define(program, row)
    const [command] = program.commands
    expect([command!.name(), command!.usage(), command!.description()]).toEqual([
      name,
      row.usage ?? '[options]',
      row.about,
    ])
  },
)

test('the list of all commands loads none of them', async () => {
  const program = await createProgram('1.0.0')
  expect(program.commands.map((command) => command.name())).toEqual(Object.keys(COMMANDS))
  expect(program.commands.every((command) => command.options.length === 0)).toBe(true)
  expect(program.helpInformation()).toBe(helpText())
})
