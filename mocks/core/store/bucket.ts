/** Rows in insertion order. Adding the newest and removing the oldest move no others. */
import type { Row } from './row.ts'

/** Freed places at the front are given back when they are this many and more than half. */
const MIN_FREED = 1_024

export class Bucket {
  #rows: (Row | undefined)[]
  #start = 0

  constructor(rows: Row[]) {
    this.#rows = rows
  }

  get length(): number {
    return this.#rows.length - this.#start
  }

  at(index: number): Row {
    return this.#rows[this.#start + index]!
  }

  /** Oldest first. */
  *values(): Iterable<Row> {
    for (let index = 0; index < this.length; index++) yield this.at(index)
  }

  add(row: Row): void {
    const length = this.length
    if (length === 0 || this.at(length - 1).order < row.order) this.#rows.push(row)
    else this.#rows.splice(this.#placeOf(row.order), 0, row)
  }

  remove(row: Row): void {
    const place = this.#placeOf(row.order)
    if (this.#rows[place] !== row) return
    if (place === this.#start) this.#removeOldest()
    else this.#rows.splice(place, 1)
  }

  #removeOldest(): void {
    this.#rows[this.#start++] = undefined
    if (this.#start < MIN_FREED || this.#start < this.#rows.length / 2) return
    this.#rows = this.#rows.slice(this.#start)
    this.#start = 0
  }

  /** Place of the first row that is not older. */
  #placeOf(order: number): number {
    let low = this.#start
    let high = this.#rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#rows[middle]!.order < order) low = middle + 1
      else high = middle
    }
    return low
  }
}
