/**
 * States about credentials. Every provider has them, and they follow from its spec: for each
 * credential and kind of token that a request proves itself by, that it is wrong, missing or expired.
 */

import type { Spec } from '../../dialect/types.ts'
import type { StateFace } from './engine.ts'
import type { Flaw } from './flaw.ts'

interface CredentialState {
  face: StateFace
  flaws: Record<string, Flaw>
}

const GOOD = 'the credentials are good'

const known = new WeakMap<Spec, Map<string, CredentialState>>()

export function listCredentialStates(spec: Spec): StateFace[] {
  return [...statesOf(spec).values()].map(({ face }) => face)
}

export function findCredentialState(spec: Spec, name: string): CredentialState | undefined {
  return statesOf(spec).get(name)
}

function statesOf(spec: Spec): Map<string, CredentialState> {
  const found = known.get(spec) ?? makeStates(spec)
  known.set(spec, found)
  return found
}

function makeStates(spec: Spec): Map<string, CredentialState> {
  const states = new Map<string, CredentialState>()
  const add = (name: string, title: string, flaws: Record<string, Flaw>) =>
    states.set(name, {
      face: { name, provider: spec.name, title, parameters: {}, values: toValues(spec, flaws) },
      flaws,
    })
  add(GOOD, 'Requests carry the credentials of the sandbox, as without any state', {})
  for (const [subject, name, flaws] of listProofs(spec)) {
    for (const flaw of flaws) {
      const words = flaw === 'expired' ? 'has expired' : `is ${flaw}`
      add(`the ${subject} ${words}`, TITLES[flaw], { [name]: flaw })
    }
  }
  return states
}

const TITLES: Record<Flaw, string> = {
  wrong: 'It stays as the pact has it, so the provider refuses it; the rest is put right',
  missing: 'It is taken out of the request; the rest is put right',
  expired: 'One that the provider issued, and that has run out, is put in its place',
}

function toValues(spec: Spec, flaws: Record<string, Flaw>): Record<string, string> {
  const kinds = [...spec.securitySchemes.values()].flatMap(({ proves }) =>
    'token' in proves && showsToken(proves.token, flaws) ? [proves.token] : [],
  )
  return Object.fromEntries(kinds.map((kind) => [`${kind}Token`, `A token of the kind ${kind}`]))
}

/** A token is a value of the states that are about it, and of the one where all is good. */
export function showsToken(kind: string, flaws: Record<string, Flaw>): boolean {
  return Object.keys(flaws).length === 0 || ['wrong', 'expired'].includes(flaws[kind] ?? '')
}

type ProofRow = [subject: string, name: string, flaws: Flaw[]]

function listProofs(spec: Spec): ProofRow[] {
  const schemes = [...spec.securitySchemes.values()].map(({ name, proves }): ProofRow => {
    if ('token' in proves) return [`${toWords(proves.token)} token`, proves.token, ALL]
    if ('credential' in proves) {
      return [toWords(proves.credential), proves.credential, ['wrong', 'missing']]
    }
    return ['signature', name, ALL]
  })
  const carried = spec.operations
    .flatMap(({ carries }) => carries)
    .map(
      ({ proves }): ProofRow =>
        'token' in proves
          ? [`${toWords(proves.token)} token`, proves.token, ALL]
          : [toWords(proves.credential), proves.credential, ['wrong']],
    )
  return [...schemes, ...carried]
}

const ALL: Flaw[] = ['wrong', 'missing', 'expired']

/** `apiKey` → `API key`. */
function toWords(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\bapi\b/g, 'API')
}
