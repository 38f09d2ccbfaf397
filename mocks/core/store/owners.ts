/** Which account holds a record, of the collections in which that is asked without knowing the account. */

export class Owners {
  readonly #byCollection: Map<string, Map<string, string | string[]>>

  constructor(collections: Iterable<string>) {
    this.#byCollection = new Map([...collections].map((name) => [name, new Map()]))
  }

  /** The account that has had a record of that id for longest. */
  find(collection: string, id: string): string | undefined {
    const held = this.#byCollection.get(collection)?.get(id)
    return typeof held === 'string' ? held : held?.[0]
  }

  /** What a table of the account tells of its rows; undefined where nobody will ask. */
  of(collection: string, account: string) {
    const accounts = this.#byCollection.get(collection)
    if (accounts === undefined) return undefined
    return {
      add: (id: string): void => {
        const known = accounts.get(id)
        accounts.set(id, known === undefined ? account : [known, account].flat())
      },
      remove: (id: string): void => {
        // Nearly every id has one holder.
        if (accounts.get(id) === account) {
          accounts.delete(id)
          return
        }
        const rest = [accounts.get(id) ?? []].flat().filter((each) => each !== account)
        if (rest.length === 0) accounts.delete(id)
        else accounts.set(id, rest.length === 1 ? rest[0]! : rest)
      },
    }
  }
}
