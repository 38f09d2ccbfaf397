/** The variables that a provider's documents use, filled in. */

import type { Spec } from '../../dialect/types.ts'
import type { Health } from './engine.ts'

/** Variable → value: the base URL, then every credential that has a variable. */
export function toEnv(
  spec: Spec,
  baseUrl: string,
  credentials: Record<string, string>,
): Record<string, string> {
  const env: Record<string, string> = {}
  if (spec.baseUrlEnv !== undefined) env[spec.baseUrlEnv] = baseUrl
  for (const credential of spec.credentials.values()) {
    const value = credentials[credential.name]
    if (credential.env !== undefined && value !== undefined) env[credential.env] = value
  }
  return env
}

/** What a command that runs beside a sandbox is given: every provider's variables, and where the control API is. */
export function toEnvironment({ control, providers }: Health): Record<string, string> {
  const env = Object.values(providers).map((provider) => provider.env)
  return Object.assign({ ENSAYO_URL: control }, ...env)
}
