/**
 * The copy of a pact that Pact's verifier is given. Every interaction carries its number in the name
 * of its first state, `#3 a payment exists`, so that what is asked and answered in between is known
 * to belong to it; interactions that cannot be set up are left out.
 */
import type { PactFile, PactInteraction } from './pact-file.ts'

/** The pact with its interactions numbered by their place in `interactions`, some of them left out. */
export function toNumberedPact(
  pact: PactFile,
  isLeftOut: (interaction: PactInteraction) => boolean,
): Record<string, unknown> {
  const copies = pact.interactions.flatMap((interaction, number) => {
    const copy = isLeftOut(interaction) ? undefined : toNumbered(interaction, number, pact.version)
    return copy === undefined ? [] : [{ list: interaction.list, copy }]
  })
  const of = (list: string) => copies.filter((each) => each.list === list).map(({ copy }) => copy)
  const { interactions, messages } = pact.document
  return {
    ...pact.document,
    ...(interactions === undefined ? {} : { interactions: of('interactions') }),
    ...(messages === undefined ? {} : { messages: of('messages') }),
    // What was guessed is said, so that both read it alike.
    metadata: { ...Object(pact.document.metadata), pactSpecification: { version: pact.version } },
  }
}

/** Before version 3 a state is a sentence of the interaction and stands alone. */
function toNumbered(
  { source, states }: PactInteraction,
  number: number,
  version: string,
): Record<string, unknown> {
  const [first, ...rest] = states
  const name = first === undefined ? `#${number}` : `#${number} ${first.name}`
  const { provider_state: _, ...others } = source
  if (Number.parseInt(version, 10) < 3) return { ...others, providerState: name }
  return { ...others, providerStates: [{ name, params: first?.params ?? {} }, ...rest] }
}

/** The number in a state's name, and the name without it. */
export function readNumber(state: string): { number: number | undefined; name: string } {
  const [, number, name = ''] = /^#(\d+)(?: ([\s\S]*))?$/.exec(state) ?? []
  return number === undefined
    ? { number: undefined, name: state }
    : { number: Number(number), name }
}
