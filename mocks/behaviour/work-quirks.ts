/** The quirks of the running account, as a provider's module reads them. */
import type { QuirkReader } from '../provider.ts'
import {
  activeVariant,
  expectVariant,
  getQuirk,
  readDuration,
  readValue,
} from '../quirks/variants.ts'
import type { Quirk, Spec } from '../spec/types.ts'
import type { Work } from './work.ts'

export class WorkQuirks implements QuirkReader {
  readonly #work: Work

  constructor(work: Work) {
    this.#work = work
  }

  variant(id: string): string {
    return activeVariant(this.#read(id), this.#work.account.variants).name
  }

  is(id: string, variant: string): boolean {
    const quirk = this.#read(id)
    expectVariant(quirk, variant)
    return activeVariant(quirk, this.#work.account.variants).name === variant
  }

  value<T = unknown>(id: string): T {
    // The module that reads a value knows what its own spec says there.
    return readValue(this.#tell(id), id, this.#work.account.variants) as T
  }

  durationMs(id: string): number {
    return readDuration(this.#tell(id), id, this.#work.account.variants)
  }

  note(id: string): void {
    this.#work.note(id)
  }

  #read(id: string): Quirk {
    return getQuirk(this.#tell(id), id)
  }

  /** Every reading is told, so that a run can say which quirks it met. */
  #tell(id: string): Spec {
    const { runtime } = this.#work
    runtime.onQuirk?.(id)
    return runtime.spec
  }
}
