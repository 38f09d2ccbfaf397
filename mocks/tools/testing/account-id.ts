/** Ids of the accounts that tests have to themselves. */

/** The same for the same test in every run, so that the account gives the same answers. */
export function toAccountId({ name, id }: { name: string; id: string }): string {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return `t${words.slice(0, 30)}-${id}`.replaceAll(/-+/g, '-').slice(0, 64)
}
