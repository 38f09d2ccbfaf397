/** What a provider's modules define, found by folder name. A spec that names something undefined stops the start. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { didYouMean, EnsayoError } from '../errors.ts'
import type { Definition } from '../provider.ts'
import { findSpecFile } from '../spec/load.ts'
import { moduleExtension, providersFolder } from '../spec/paths.ts'
import type { Spec } from '../spec/types.ts'
import { defaultBehaviours } from './defaults.ts'

type Run<Kind extends Definition['kind']> = Extract<Definition, { kind: Kind }>['run']

export interface Registry {
  behaviours: Map<string, Run<'behaviour'>>
  reactions: Map<string, Run<'reaction'>>
  payloads: Map<string, Run<'payload'>>
}

/**
 * Loads the module of a provider: `mocks/providers/<name>/index`, or, for a spec file given by path,
 * a module of the same name beside it. Throws `BEHAVIOUR_UNKNOWN`.
 */
export async function loadRegistry(provider: string, spec: Spec): Promise<Registry> {
  const own = await importDefinitions(provider, spec)
  refuseDoubles(spec, own)
  const definitions = [...defaultBehaviours, ...own]
  const registry: Registry = { behaviours: new Map(), reactions: new Map(), payloads: new Map() }
  for (const definition of definitions) {
    if (definition.kind === 'behaviour') registry.behaviours.set(definition.name, definition.run)
    else if (definition.kind === 'reaction') registry.reactions.set(definition.name, definition.run)
    else registry.payloads.set(definition.name, definition.run)
  }
  checkNames(spec, registry)
  return registry
}

async function importDefinitions(provider: string, spec: Spec): Promise<Definition[]> {
  const path = modulePaths(provider, spec).find((candidate) => existsSync(candidate))
  if (path === undefined) return []
  const module = (await import(pathToFileURL(path).href)) as { definitions?: Definition[] }
  if (Array.isArray(module.definitions)) return module.definitions
  throw new EnsayoError(
    'BEHAVIOUR_UNKNOWN',
    `${path}: exports no \`definitions\`. Export the list of what it defines.`,
  )
}

/** Of two with one name the later would win without a word. */
function refuseDoubles(spec: Spec, definitions: readonly Definition[]): void {
  const seen = new Set<string>()
  for (const { kind, name } of definitions) {
    if (!seen.has(`${kind} ${name}`)) seen.add(`${kind} ${name}`)
    else {
      throw new EnsayoError(
        'BEHAVIOUR_UNKNOWN',
        `${spec.file} (module of ${spec.name}): two definitions of the ${kind} "${name}". Rename one.`,
      )
    }
  }
}

function modulePaths(provider: string, spec: Spec): string[] {
  if (provider === spec.name) return [join(providersFolder, provider, `index${moduleExtension}`)]
  const base = findSpecFile(provider).replace(/\.(ya?ml|json)$/, '')
  const folder = join(dirname(base), spec.name)
  return [`${base}.ts`, `${base}.js`, join(folder, 'index.ts'), join(folder, 'index.js')]
}

function checkNames(spec: Spec, registry: Registry): void {
  for (const operation of spec.operations) {
    expectName(
      registry.behaviours,
      operation.behaviour.name,
      'behaviour',
      `${spec.file}#${operation.pointer}/x-behaviour`,
    )
  }
  for (const trigger of spec.triggers.values()) {
    if (trigger.behaviour.name === 'transition') continue
    expectName(
      registry.reactions,
      trigger.behaviour.name,
      'reaction',
      `${spec.file}#/x-triggers/${trigger.name}`,
    )
  }
  for (const name of registry.payloads.keys()) {
    expectName(spec.notifications, name, 'notification', `${spec.file} (module of ${spec.name})`)
  }
}

function expectName(
  known: ReadonlyMap<string, unknown>,
  name: string,
  what: string,
  where: string,
): void {
  if (known.has(name)) return
  const names = [...known.keys()]
  throw new EnsayoError(
    'BEHAVIOUR_UNKNOWN',
    `${where}: no ${what} "${name}".${didYouMean(name, names) || ` There are: ${names.join(', ')}.`}`,
  )
}
