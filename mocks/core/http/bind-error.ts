/** Why a port cannot be listened on, in our words. */
import { EnsayoError } from '../../base/errors.ts'

/** `PORT_TAKEN` when something listens there already, else `OPTION_INVALID`; `name` is what wanted it. */
export function toBindError(
  error: NodeJS.ErrnoException,
  port: number,
  host: string,
  name: string,
): Error {
  if (error.code === 'EADDRINUSE') {
    return new EnsayoError(
      'PORT_TAKEN',
      `Port ${port} on ${host}, wanted for ${name}, is in use. Stop what listens there, choose others with --port, or let --port 0 pick free ones.`,
      { cause: error },
    )
  }
  if (['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL'].includes(error.code ?? '')) {
    return new EnsayoError(
      'OPTION_INVALID',
      `--host ${host}: this machine has no address of that name (${error.code}). Give one of its own, or 0.0.0.0 for all.`,
      { cause: error },
    )
  }
  return new EnsayoError(
    'OPTION_INVALID',
    `Cannot listen on ${host}:${port} for ${name}: ${error.message}.`,
    { cause: error },
  )
}
