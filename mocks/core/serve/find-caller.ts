/** The account that a request without credentials names in its body or elsewhere. */
import { isDeepStrictEqual } from 'node:util'
import type { Operation } from '../../dialect/types.ts'
import type { AccountState } from '../accounts/account.ts'
import { compileExpression } from '../http/expression.ts'
import type { ParsedRequest } from '../http/parse.ts'
import type { Identities } from './proof.ts'

/** Looks wherever the operation says it carries the caller's proof, also under another name. */
export function compileCaller(
  { caller, carries, provider }: Operation,
  { findByCredential, findById, tokens }: Identities,
): (request: ParsedRequest) => AccountState | undefined {
  if (!caller) return () => undefined
  const { proves } = caller
  const places = carries
    .filter((each) => isDeepStrictEqual(each.proves, proves))
    .map(({ by }) => compileExpression(by))
  const find = (value: string): AccountState | undefined => {
    if ('credential' in proves) return findByCredential(`${provider}.${proves.credential}`, value)
    const claims = tokens.read(value)
    const isOurs = claims?.kind === proves.token && claims.provider === provider
    return isOurs ? findById(claims.account) : undefined
  }
  return (request) => {
    for (const read of places) {
      const value = read(request)
      if (value !== undefined) return find(value)
    }
    return undefined
  }
}
