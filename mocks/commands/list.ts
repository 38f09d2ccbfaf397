/** `ensayo list`: what is emulated, with evidence and source. `ensayo quirks list` is the same. */
import type { Command } from 'commander'
import { didYouMean, EnsayoError } from '../base/errors.ts'
import type { ProfileView } from '../sandbox/client/types.ts'
import type {
  IncidentView,
  OperationView,
  QuirkView,
  TriggerView,
} from '../sandbox/control/views.ts'
import { wrap } from '../sandbox/report/text.ts'
import { type ActiveProfile, toActiveProfile } from './active-profile.ts'
import { toTable } from './columns.ts'
import { addClientOptions, addExamples, addListing, type ClientFlags } from './common.ts'
import { type Inspector, openInspector } from './inspector.ts'
import { printStates } from './list-states.ts'
import { PROGRAM, paint, print, printJson, printRows, toCount } from './output.ts'

const SUBJECTS = ['operations', 'quirks', 'profiles', 'triggers', 'incidents', 'states']

interface Flags extends ClientFlags {
  provider?: string
}

export function define(program: Command): void {
  const command = program
    .command('list')
    .argument('[what]', SUBJECTS.join(', '))
    .option('--provider <name>', 'only this one')
  addClientOptions(command).action(list)
  addExamples(command, 'list quirks --provider cobru', 'list operations --json')
}

/** Makes a command of its own of a subject, such as `ensayo triggers`, which `triggers list` is as well. */
function defineListing(subject: string, about: string) {
  return (program: Command): void => {
    const group = program.command(subject).helpCommand(false)
    addExamples(group, `${subject} list --provider cobru`)
    const listing = addListing(group, about).action((_words, flags: Flags) => list(subject, flags))
    addExamples(listing, `${subject} list --json`)
  }
}

export const listings = {
  operations: { define: defineListing('operations', 'operations in the order of their spec') },
  triggers: { define: defineListing('triggers', 'triggers with their flags') },
  incidents: { define: defineListing('incidents', 'incidents, and whether they are on') },
  states: {
    define: defineListing('states', 'provider states, with their parameters and values'),
  },
}

/** Prints all there is of a subject. */
export async function list(subject: string | undefined, flags: Flags): Promise<void> {
  if (subject === undefined) {
    const cure = `Name one of ${SUBJECTS.join(', ')}.`
    throw new EnsayoError('OPTION_INVALID', `list: what is to be listed is missing. ${cure}`)
  }
  if (!SUBJECTS.includes(subject)) throw unknownSubject(subject)
  await using inspector = await openInspector(flags)
  const filter = flags.provider === undefined ? {} : { provider: flags.provider }
  switch (subject) {
    case 'operations':
      return show(await inspector.operations.list(filter), flags, printOperations)
    case 'quirks':
      return show(await inspector.quirks.list(filter), flags, printQuirks)
    case 'profiles':
      return showProfiles(inspector, filter, flags)
    case 'incidents':
      return show(await inspector.incidents.list(filter), flags, printIncidents)
    case 'states':
      return show(await inspector.states.list(filter), flags, printStates)
    default:
      return show(await inspector.triggers.list(filter), flags, printTriggers)
  }
}

function unknownSubject(word: string): EnsayoError {
  const cure = `${didYouMean(word, SUBJECTS)} There are: ${SUBJECTS.join(', ')}.`
  return new EnsayoError('OPTION_INVALID', `list: "${word}" cannot be listed.${cure}`)
}

function show<T>(items: T[], flags: Flags, printAll: (items: T[]) => void): void {
  if (flags.json) printJson(items)
  else printAll(items)
}

function printOperations(items: OperationView[]): void {
  const rows = items.map((each) => [each.provider, each.method, each.path, each.id, each.evidence])
  const head = ['provider', 'method', 'path', 'operation', 'evidence']
  printRows(head, rows, 'None.', items.map(toSource))
}

/** Two lines and one for each variant: a quirk's title is a sentence, too long for a column. */
function printQuirks(items: QuirkView[]): void {
  for (const quirk of items) {
    print(paint('bold', quirk.id))
    print(wrap(quirk.title, 2).join('\n'))
    for (const variant of quirk.variants) {
      const mark = variant.isActive ? paint('green', '●') : '○'
      print(`  ${mark} ${variant.name}  ${paint('dim', variant.evidence)}`)
      const source = toSource(variant).flatMap((url) => wrap(url, 6))
      for (const line of source) print(paint('dim', line))
    }
  }
  const count = `${toCount(items.length, 'quirk')}, ● active.`
  print(items.length === 0 ? 'None.' : `\n${count} More about one: ${PROGRAM} explain <quirk>`)
}

async function showProfiles(
  inspector: Inspector,
  filter: { provider?: string },
  flags: Flags,
): Promise<void> {
  const profiles = await inspector.profiles.list(filter)
  if (flags.json) return printJson(profiles)
  const quirks = await inspector.quirks.list(filter)
  const providers = [...new Set(profiles.map((each) => each.provider))]
  const active = providers.flatMap((provider) => {
    const own = (each: { provider: string }) => each.provider === provider
    return toActiveProfile(profiles.filter(own), quirks.filter(own)) ?? []
  })
  printProfiles(profiles, active)
}

function printProfiles(items: ProfileView[], active: ActiveProfile[]): void {
  for (const item of items) {
    const { provider, profile, variants } = item
    const found = active.find((each) => each.view === item)
    const name = paint('bold', `${provider}=${profile}`)
    print(`${found ? paint('green', '●') : '○'} ${name}${found?.changed ?? ''}`)
    const rows = Object.entries(variants)
    print(rows.length === 0 ? '    every quirk as by default' : toTable(rows, '    '))
  }
  const [one] = items.toSorted(
    (a, b) => Number(a.profile === 'docs') - Number(b.profile === 'docs'),
  )
  const choice = one && `${PROGRAM} start --profile ${one.provider}=${one.profile}`
  print(choice === undefined ? 'None.' : `\n● active. Choose at the start: ${choice}`)
}

function printTriggers(items: TriggerView[]): void {
  const rows = items.map(({ name, title, evidence }) => [name, title, paint('dim', evidence)])
  const flags = items.map(({ parameters }) => toFlags(parameters))
  const notes = flags.map((text) => (text === '' ? [] : [text]))
  printRows(['trigger', 'what happens', 'evidence'], rows, 'None.', notes)
}

function printIncidents(items: IncidentView[]): void {
  const rows = items.map(({ id, title, isActive, evidence }) => [
    isActive ? paint('green', '●') : '○',
    id,
    title,
    paint('dim', evidence),
  ])
  printRows(['', 'incident', 'what goes wrong', 'evidence'], rows, 'None.', items.map(toSource))
  const [first] = items
  if (first) print(`\n● on. Start one: ${PROGRAM} faults add --incident ${first.id}`)
}

/** Where it is written, if anywhere. */
function toSource({ source }: { source: { url?: string } }): string[] {
  return source.url === undefined ? [] : [source.url]
}

function toFlags(parameters: Record<string, unknown>): string {
  const { properties = {}, required = [] } = parameters as {
    properties?: Record<string, unknown>
    required?: string[]
  }
  return Object.keys(properties)
    .map((name) => (required.includes(name) ? `--${name} <value>` : `[--${name} <value>]`))
    .join(' ')
}
