/** Which port is whose. */
import { EnsayoError } from '../../base/errors.ts'
import type { ProviderFace } from '../engine/engine.ts'
import { DEFAULT_PORT } from './config.ts'

const MAX_PORT = 65_535

type Served = { spec: Pick<ProviderFace['spec'], 'port'> }

/** Port of a provider; `index` is its place among those that are served. 0: a free one. */
export function toProviderPort(control: number, face: Served, index: number): number {
  if (control === 0) return 0
  const { port } = face.spec
  // As far from the control API as by default, whichever providers are served.
  const shifted = port === undefined ? 0 : control + port - DEFAULT_PORT
  return shifted > control ? shifted : control + 1 + index
}

/** Throws `OPTION_INVALID` when a provider would get a port that there is not. */
export function assertRoom(control: number, faces: readonly Served[]): void {
  const highest = Math.max(0, ...faces.map((face, index) => toProviderPort(control, face, index)))
  if (highest <= MAX_PORT) return
  throw new EnsayoError(
    'OPTION_INVALID',
    `--port: ${control} leaves no room for the providers, which take the next ports. ${MAX_PORT - (highest - control)} is the highest.`,
  )
}
