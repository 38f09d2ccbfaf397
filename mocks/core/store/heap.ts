/** A binary heap whose items are told their place, so that any of them can be removed. */
export class Heap<T> {
  readonly #items: T[] = []
  readonly #isBefore: (a: T, b: T) => boolean
  readonly #onPlace: (item: T, place: number) => void

  /** `onPlace` is called with an item's index whenever it moves, and with -1 when it leaves. */
  constructor(
    isBefore: (a: T, b: T) => boolean,
    onPlace: (item: T, place: number) => void = () => {},
  ) {
    this.#isBefore = isBefore
    this.#onPlace = onPlace
  }

  get first(): T | undefined {
    return this.#items[0]
  }

  get size(): number {
    return this.#items.length
  }

  add(item: T): void {
    this.#items.push(item)
    this.#rise(item, this.#items.length - 1)
  }

  removeAt(place: number): void {
    const removed = this.#items[place]!
    const last = this.#items.pop()!
    this.#onPlace(removed, -1)
    if (place < this.#items.length) this.#rise(last, this.#sink(last, place))
  }

  takeFirst(): T | undefined {
    const first = this.#items[0]
    if (this.#items.length > 0) this.removeAt(0)
    return first
  }

  /** The first `limit` items that satisfy `accepts`, in order; they stay in the heap. */
  leading(limit: number, accepts: (item: T) => boolean): T[] {
    const items = this.#items
    const found: T[] = []
    const frontier = new Heap<number>((a, b) => this.#isBefore(items[a]!, items[b]!))
    const visit = (place: number) => {
      if (place < items.length && accepts(items[place]!)) frontier.add(place)
    }
    if (limit > 0) visit(0)
    while (found.length < limit) {
      const place = frontier.takeFirst()
      if (place === undefined) break
      found.push(items[place]!)
      visit(2 * place + 1)
      visit(2 * place + 2)
    }
    return found
  }

  #rise(item: T, from: number): void {
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#isBefore(item, this.#items[parent]!)) break
      this.#put(this.#items[parent]!, place)
      place = parent
    }
    this.#put(item, place)
  }

  /** Where the item comes to rest; every item but this one is already put. */
  #sink(item: T, from: number): number {
    const items = this.#items
    let place = from
    for (;;) {
      let child = 2 * place + 1
      if (child >= items.length) return place
      if (child + 1 < items.length && this.#isBefore(items[child + 1]!, items[child]!)) child++
      if (!this.#isBefore(items[child]!, item)) return place
      this.#put(items[child]!, place)
      place = child
    }
  }

  #put(item: T, place: number): void {
    this.#items[place] = item
    this.#onPlace(item, place)
  }
}
