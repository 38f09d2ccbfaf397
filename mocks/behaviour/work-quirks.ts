/** The quirks of the running account, as a provider's module reads them. */
import type { QuirkReader } from '../provider.ts'
import {
  activeVariant,
  expectVariant,
  getQuirk,
  readDuration,
  readValue,
} from '../quirks/variants.ts'
import type { Work } from './work.ts'

export class WorkQuirks implements QuirkReader {
  readonly #work: Work

  constructor(work: Work) {
    this.#work = work
  }

  variant(id: string): string {
    const { runtime, account } = this.#work
    return activeVariant(getQuirk(runtime.spec, id), account.variants).name
  }

  is(id: string, variant: string): boolean {
    const quirk = getQuirk(this.#work.runtime.spec, id)
    expectVariant(quirk, variant)
    return activeVariant(quirk, this.#work.account.variants).name === variant
  }

  value<T = unknown>(id: string): T {
    // The module that reads a value knows what its own spec says there.
    return readValue(this.#work.runtime.spec, id, this.#work.account.variants) as T
  }

  durationMs(id: string): number {
    return readDuration(this.#work.runtime.spec, id, this.#work.account.variants)
  }

  note(id: string): void {
    this.#work.note(id)
  }
}
