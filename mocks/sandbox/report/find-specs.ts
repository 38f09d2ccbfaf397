/** Specs of what a sandbox elsewhere told, for those who must say it without values. */
import { loadSpec } from '../../dialect/load.ts'
import type { Spec } from '../../dialect/types.ts'

export type Specs = ReadonlyMap<string, { spec: Spec }>

/** By provider; those of one's own are known to the sandbox alone, and missing unless `known` has them. */
export async function findSpecs(providers: Iterable<string>, known?: Specs): Promise<Specs> {
  const specs = new Map(known)
  for (const name of new Set(providers)) {
    const spec = specs.has(name) ? undefined : await loadSpec(name).catch(() => undefined)
    if (spec !== undefined) specs.set(name, { spec })
  }
  return specs
}
