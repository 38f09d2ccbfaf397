/** Reads specs and modules again, and goes on with what is remembered. */
import { EnsayoError } from '../../base/errors.ts'
import { forgetModules } from '../../core/behaviour/import-module.ts'
import { loadRegistry } from '../../core/behaviour/registry.ts'
import { listBuiltIn, loadSpec } from '../../dialect/load.ts'
import { createEngine } from './create.ts'
import type { Engine, EngineOptions } from './engine.ts'
import type { Exchangeable } from './exchangeable.ts'
import { type Change, type FittedSnapshot, fitSnapshot } from './fit-snapshot.ts'

/**
 * Puts an engine of the files as they are now in the place of the one before, with its records, clocks,
 * credentials and what waits; journal and inboxes begin anew. Throws what a start throws, and then the
 * one before goes on as if nothing had happened.
 */
export async function reload(
  held: Exchangeable,
  options: EngineOptions,
): Promise<Pick<FittedSnapshot, 'kept' | 'lost'>> {
  forgetModules()
  const next = await createEngine(options)
  const fitted = await takeOver(held.engine, next, options).catch(async (error) => {
    await next.close()
    throw error
  })
  await held.exchange(next).close()
  return fitted
}

async function takeOver(before: Engine, next: Engine, options: EngineOptions) {
  const changes = await toChanges(before, options)
  const { snapshot, kept, lost } = fitSnapshot(await before.snapshot(), changes)
  await next.restore(snapshot)
  return { kept, lost }
}

async function toChanges(engine: Engine, { providers = listBuiltIn() }: EngineOptions) {
  const changes = new Map<string, Change>()
  for (const provider of providers) {
    const after = await loadSpec(provider)
    const before = engine.providers.get(after.name)?.spec
    if (!before) {
      throw new EnsayoError(
        'SPEC_INVALID',
        `${after.file}#/x-ensayo/name: "${after.name}" is another provider. Start anew to serve it, or give it its name back.`,
      )
    }
    changes.set(after.name, { before, after, registry: await loadRegistry(provider, after) })
  }
  return changes
}
