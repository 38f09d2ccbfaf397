/** This process's own calls, deliveries among them, trust one more authority. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

/** For a process that is ours; inside somebody else's the list is not ours to change. */
export function trustHere(certificate: string): void {
  setDefaultCACertificates([...getCACertificates('default'), certificate])
}
