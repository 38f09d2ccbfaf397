/** The contracts that come with Ensayo, loaded when they are asked for. */
import type { Contract } from './kit/contract.ts'

const CONTRACTS: Record<string, () => Promise<{ default: Contract }>> = {
  avenia: () => import('./avenia.contract.ts'),
  cobre: () => import('./cobre.contract.ts'),
  cobru: () => import('./cobru.contract.ts'),
  localpayment: () => import('./localpayment.contract.ts'),
}

/** Names of providers that have one. */
export function listContracts(): string[] {
  return Object.keys(CONTRACTS)
}

/** The contract of a provider; undefined when there is none. */
export async function findContract(provider: string): Promise<Contract | undefined> {
  return (await CONTRACTS[provider]?.())?.default
}
