/** `--ca` and `--receiver-ca`: a certificate that is trusted beside the known authorities. */
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { EnsayoError } from '../base/errors.ts'

/** The file's text. Throws `OPTION_INVALID` when it cannot be read or holds no certificate. */
export function readCertificate(file: string, flag = '--ca'): string {
  try {
    const text = readFileSync(file, 'utf8')
    // Throws for what is not one; without it such a file would be trusted for nothing, silently.
    void new X509Certificate(text)
    return text
  } catch (cause) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `${flag}: ${file} cannot be used: ${(cause as Error).message}. Give a certificate in PEM.`,
      { cause },
    )
  }
}
