/** What a provider's modules define, found by folder name. A spec that names something undefined stops the start. */
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { Finding } from '../../dialect/dialect.ts'
import { findSpecFile } from '../../dialect/load.ts'
import { moduleExtension, providersFolder } from '../../dialect/paths.ts'
import type { Spec } from '../../dialect/types.ts'
import { collectDefinitions } from './collect-definitions.ts'
import { defaultBehaviours } from './defaults.ts'
import { importModule } from './import-module.ts'
import type { Definition } from './provider-api.ts'

type Runnable = Exclude<Definition, { kind: 'state' }>
type Run<Kind extends Runnable['kind']> = Extract<Runnable, { kind: Kind }>['run']
export type StateDefinition = Extract<Definition, { kind: 'state' }>

export interface Registry {
  behaviours: Map<string, Run<'behaviour'>>
  reactions: Map<string, Run<'reaction'>>
  payloads: Map<string, Run<'payload'>>
  states: Map<string, StateDefinition>
}

/**
 * Loads the module of a provider: `mocks/providers/<name>/index`, or, for a spec file given by path,
 * a module of the same name beside it, or else the built-in one of that name, so that an edited copy
 * of a built-in spec works. Throws `BEHAVIOUR_UNKNOWN`.
 */
export async function loadRegistry(provider: string, spec: Spec): Promise<Registry> {
  const registry = toRegistry(await importDefinitions(provider, spec))
  const [unknown] = findUnknownNames(spec, registry)
  if (unknown === undefined) return registry
  throw new EnsayoError('BEHAVIOUR_UNKNOWN', `${spec.file}#${unknown.pointer}: ${unknown.message}`)
}

/** What `check` finds between a spec and its module: unknown names, and behaviours nobody names. */
export async function checkDefinitions(provider: string, spec: Spec): Promise<Finding[]> {
  try {
    const definitions = await importDefinitions(provider, spec)
    const unknown = findUnknownNames(spec, toRegistry(definitions))
    return [
      ...unknown.map((each): Finding => ({ ...each, file: spec.file, severity: 'error' })),
      ...findDead(spec, definitions),
    ]
  } catch (error) {
    if (!(error instanceof EnsayoError)) throw error
    return [{ file: spec.file, pointer: '', message: error.message, severity: 'error' }]
  }
}

function toRegistry(definitions: readonly Definition[]): Registry {
  const registry: Registry = {
    behaviours: new Map(),
    reactions: new Map(),
    payloads: new Map(),
    states: new Map(),
  }
  for (const definition of [...defaultBehaviours, ...definitions]) {
    if (definition.kind === 'behaviour') registry.behaviours.set(definition.name, definition.run)
    else if (definition.kind === 'reaction') registry.reactions.set(definition.name, definition.run)
    else if (definition.kind === 'payload') registry.payloads.set(definition.name, definition.run)
    else registry.states.set(definition.name, definition)
  }
  return registry
}

async function importDefinitions(provider: string, spec: Spec): Promise<Definition[]> {
  const path = modulePaths(provider, spec).find((candidate) => existsSync(candidate))
  if (path === undefined) return []
  const found = collectDefinitions(await importOrRefuse(path))
  if (found.length > 0) return refuseDoubles(path, found)
  throw new EnsayoError(
    'BEHAVIOUR_UNKNOWN',
    `${path}: exports no definition. Export what \`defineBehaviour\` and the like return, or \`export * as accounts from './accounts.ts'\` for each module that does.`,
  )
}

/** Of two with one name the later would win without a word. */
function refuseDoubles(path: string, definitions: Definition[]): Definition[] {
  const seen = new Set<string>()
  for (const { kind, name } of definitions) {
    if (seen.has(`${kind} ${name}`)) {
      throw new EnsayoError(
        'BEHAVIOUR_UNKNOWN',
        `${path}: two definitions of the ${kind} "${name}". Rename one.`,
      )
    }
    seen.add(`${kind} ${name}`)
  }
  return definitions
}

async function importOrRefuse(path: string): Promise<object> {
  try {
    return await importModule(path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new EnsayoError('BEHAVIOUR_UNKNOWN', `${path}: cannot be loaded: ${reason}`, {
      cause: error,
    })
  }
}

function modulePaths(provider: string, spec: Spec): string[] {
  const builtIn = (name: string) => join(providersFolder, name, `index${moduleExtension}`)
  if (provider === spec.name) return [builtIn(provider)]
  const base = findSpecFile(provider).replace(/\.(ya?ml|json)$/, '')
  const folder = join(dirname(base), spec.name)
  const beside = [base, join(folder, 'index')].flatMap((path) =>
    ['.ts', '.mts', '.js', '.mjs'].map((extension) => `${path}${extension}`),
  )
  return [...beside, builtIn(spec.name), builtIn(basename(base))]
}

type Place = Pick<Finding, 'pointer' | 'message'>

function findUnknownNames(spec: Spec, registry: Registry): Place[] {
  const { behaviours, reactions, payloads } = registry
  return [
    ...spec.operations.flatMap(({ behaviour, pointer }) =>
      expectName(behaviours, behaviour.name, 'behaviour', `${pointer}/x-behaviour`),
    ),
    ...[...spec.triggers.values()].flatMap(({ reaction, name }) =>
      reaction === undefined
        ? []
        : expectName(reactions, reaction, 'reaction', `/x-triggers/${name}`),
    ),
    ...[...payloads.keys()].flatMap((name) =>
      expectName(spec.notifications, name, 'notification', '').map(({ pointer, message }) => ({
        pointer,
        message: `the module of ${spec.name} builds a payload: ${message}`,
      })),
    ),
  ]
}

function expectName(
  known: ReadonlyMap<string, unknown>,
  name: string,
  what: string,
  pointer: string,
): Place[] {
  if (known.has(name)) return []
  const names = [...known.keys()]
  const cure = didYouMean(name, names) || ` There are: ${names.join(', ')}.`
  return [{ pointer, message: `no ${what} "${name}".${cure}` }]
}

/** Reactions are left out: `after` may name them, which only the running module shows. */
function findDead(spec: Spec, definitions: readonly Definition[]): Finding[] {
  const named = new Set(spec.operations.map(({ behaviour }) => behaviour.name))
  return definitions
    .filter(({ kind, name }) => kind === 'behaviour' && !named.has(name))
    .map(({ name }) => ({
      file: spec.file,
      pointer: '',
      message: `dead behaviour "${name}": its module defines it, and no operation names it.`,
      severity: 'warning',
    }))
}
