/** The variables that a provider's documents use, filled in. */
import type { Spec } from './spec/types.ts'

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
