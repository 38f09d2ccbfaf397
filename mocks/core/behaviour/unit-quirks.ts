/** The quirks of the running account, as a provider's module reads them. */

import type { Variant } from '../../dialect/types.ts'
import { activeVariant, expectVariant, getQuirk, readDuration } from '../accounts/variants.ts'
import type { QuirkReader } from './provider-api.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export class UnitQuirks implements QuirkReader {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  variant(id: string): string {
    return this.#read(id)
  }

  is(id: string, variant: string): boolean {
    const quirk = getQuirk(this.#unit.runtime.spec, id)
    expectVariant(quirk, variant)
    return this.#read(id) === variant
  }

  value<T = unknown>(id: string): T {
    // The module that reads a value knows what its own spec says there.
    return this.#find(id).setting as T
  }

  durationMs(id: string): number {
    this.#read(id)
    return readDuration(this.#unit.runtime.spec, id, this.#unit.account.variants)
  }

  choose<T>(id: string, choices: Readonly<Record<string, T>>, otherwise?: T): T {
    const quirk = getQuirk(this.#unit.runtime.spec, id)
    for (const name of Object.keys(choices)) expectVariant(quirk, name)
    const name = this.#read(id)
    if (Object.hasOwn(choices, name)) return choices[name]!
    if (otherwise !== undefined) return otherwise
    throw new TypeError(`nothing is chosen for variant "${name}" of quirk "${id}"`)
  }

  note(id: string): void {
    this.#unit.note(id)
  }

  #read(id: string): string {
    return this.#find(id).name
  }

  /** The active variant, and that somebody asked for it. */
  #find(id: string): Variant {
    const { runtime, account } = this.#unit
    const variant = activeVariant(getQuirk(runtime.spec, id), account.variants)
    this.#unit.read?.(variant.label)
    runtime.onQuirk?.(id)
    return variant
  }
}
