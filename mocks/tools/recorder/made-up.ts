/** Fields whose values are made anew in every run, as the spec says with `x-faker` and `x-generate`. */
import { isObject } from '../../dialect/pointer.ts'
import type { Spec } from '../../dialect/types.ts'

const known = new WeakMap<Spec, Set<string>>()

/** Names of such properties, wherever in the spec they stand. */
export function listMadeUp(spec: Spec): ReadonlySet<string> {
  const names = known.get(spec) ?? new Set<string>()
  if (!known.has(spec)) {
    collect(spec.document.components, names)
    known.set(spec, names)
  }
  return names
}

function collect(node: unknown, names: Set<string>): void {
  if (typeof node !== 'object' || node === null) return
  for (const [key, child] of Object.entries(node)) {
    if (isObject(child) && (child['x-faker'] !== undefined || isDrawn(child['x-generate']))) {
      names.add(key)
    }
    collect(child, names)
  }
}

/** Sequences and instants are the same for the same requests. */
function isDrawn(rule: unknown): boolean {
  const name = isObject(rule) ? rule.value : rule
  return typeof name === 'string' && !/^(sequence|now)/.test(name)
}
