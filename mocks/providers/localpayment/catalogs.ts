/**
 * What the documents list: statuses, rejection codes, payment methods, banks.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia and /docs/transaction-status, and
 * https://docs.v3.localpayment.com/api-reference-guide, read 2026-11-20.
 */

export interface Status {
  code: string
  description: string
  detail: string
}

const toStatus = (code: string, description: string, detail: string): Status => ({
  code,
  description,
  detail,
})

/** State of a virtual account → how it shows. The code of DELETED is a quirk. */
export const ACCOUNT_STATUS = {
  inProgress: toStatus('100', 'INPROGRESS', 'Virtual account in progress'),
  completed: toStatus('200', 'COMPLETED', 'Virtual account active and ready for payments'),
  disabled: toStatus('300', 'DISABLED', 'Virtual account disabled'),
  deleting: toStatus('400', 'DELETED', 'Virtual account deleted'),
  deleted: toStatus('400', 'DELETED', 'Virtual account deleted'),
  rejected: toStatus('300', 'REJECTED', ''),
} as const

/** State of a payin → how its notification shows it. */
export const PAYIN_STATUS = {
  inProgress: toStatus('100', 'INPROGRESS', 'The payin is pending confirmation'),
  completed: toStatus('200', 'COMPLETED', 'The payin was credited'),
  cancelled: toStatus('900', 'CANCELLED', 'The payin was cancelled'),
  refunded: toStatus('902', 'REFUNDED', 'The payin was refunded'),
  rejected: toStatus('802', 'REJECTED', 'Rejected by provider'),
} as const

/** State of a payout → how answers show it. On hold and rejected carry a code of their own. */
export const PAYOUT_STATUS = {
  pendingAuth: toStatus('104', 'PendingAuth', 'The payout is pending authorization'),
  received: toStatus('100', 'Received', 'The payout was received'),
  locked: toStatus('101', 'Locked', 'The payout has been confirmed and passed AML validations'),
  inProgress: toStatus('102', 'In Progress', 'The payout was sent to the Bre-B network'),
  completed: toStatus('200', 'Completed', 'The payout was credited'),
  onHold: toStatus('105', 'OnHold', 'The payout is on hold'),
  rejected: toStatus('801', 'Rejected', 'Params error'),
  cancelled: toStatus('900', 'Cancelled', 'The payout was cancelled successfully'),
} as const

/** Why a payout is on hold. */
export const HOLD_REASONS: Record<string, string> = {
  '103': 'Pending documentation',
  '105': 'Held by AML',
  '107': 'Insufficient funds',
}

/** Rejection code → words. */
export const REJECTIONS: Record<string, string> = {
  '300': 'Invalid param',
  '301': 'Empty mandatory param',
  '302': 'Invalid control string characters',
  '303': 'Invalid exchange rate token',
  '500': 'External ID already used - Duplication',
  '501': 'Country not found',
  '502': 'Currency not allowed',
  '504': 'Limit exceeded',
  '505': 'Insufficient funds',
  '506': 'Transaction could not be cancelled',
  '507': 'Transaction could not be received',
  '508': 'Invalid merchant',
  '509': 'Invalid date',
  '510': 'Transaction could not be executed',
  '511': 'ZeroAmount',
  '512': 'NotAllowedAmount',
  '513': 'Restricted payment: payment to a Virtual Account is not allowed',
  '600': 'Sender blacklisted',
  '601': 'Beneficiary blacklisted',
  '602': 'Amount exceeds max limit',
  '603': 'Rejected by AML',
  '604': 'Rejected by compliance limits',
  '701': 'InvalidAccountNumber',
  '702': 'InvalidAccountNumber',
  '719': 'Amount must be greater than 0 and not empty',
  '801': 'Params error',
  '802': 'Rejected by provider',
}

/** Networks that take cash, by the code of their payment method. */
export function isCashCode(code: string): boolean {
  return METHODS.some((method) => method.type === 'Cash' && method.code === code)
}

/** The exchange rate to the dollar that the printed notification names; it changes nothing here. */
export const FX_SOURCE = 3705.82

/** COP 1.00, as the fee of the printed notification. */
export const PAYIN_FEE_MINOR = 100

/** The tax on PSE payins in the printed notification: 480 on 120,000. */
export const GMF = { code: '0003', percentage: 0.4, description: 'GMF' }

/** The same as a share of the amount. */
export const GMF_RATE = '0.004'

export const BREB = { code: '2006' }

export const PSE = { code: '1936', minMinor: 100, maxMinor: 788_800_000_00, lifeMs: 7 * 86_400_000 }

export interface MethodFacts {
  code: string
  name: string
  type: string
  direction: 'payin' | 'payout'
}

export const METHODS: MethodFacts[] = [
  { code: '2006', name: 'Bre-B Virtual Account', type: 'BankTransfer', direction: 'payin' },
  { code: '1936', name: 'PSE', type: 'BankTransfer', direction: 'payin' },
  { code: '1990', name: 'TransfiYa', type: 'BankTransfer', direction: 'payin' },
  { code: '1976', name: 'Davivienda', type: 'BankTransfer', direction: 'payin' },
  { code: '1875', name: 'BBVA', type: 'BankTransfer', direction: 'payin' },
  { code: '1032', name: 'BCSC', type: 'BankTransfer', direction: 'payin' },
  { code: '1999', name: 'Payin Bank Transfer', type: 'BankTransfer', direction: 'payin' },
  { code: '1940', name: 'JER', type: 'Cash', direction: 'payin' },
  { code: '1965', name: 'Megared', type: 'Cash', direction: 'payin' },
  { code: '1959', name: 'Mafephone', type: 'Cash', direction: 'payin' },
  { code: '1939', name: 'Coopenessa', type: 'Cash', direction: 'payin' },
  { code: '1951', name: 'Apuestas Nacionales', type: 'Cash', direction: 'payin' },
  { code: '1969', name: 'Gana', type: 'Cash', direction: 'payin' },
  { code: '1938', name: 'Fullcarga', type: 'Cash', direction: 'payin' },
  { code: '1971', name: 'Apuestas Cúcuta 75', type: 'Cash', direction: 'payin' },
  { code: '0062', name: 'Bre-B Key', type: 'BankTransfer', direction: 'payout' },
]

export interface BankFacts {
  name: string
  /** Lengths an account number may have. */
  lengths: RegExp
}

const upTo = (most: number): RegExp => new RegExp(`^\\d{3,${most}}$`)
const exactly = (...lengths: number[]): RegExp =>
  new RegExp(`^(${lengths.map((length) => `\\d{${length}}`).join('|')})$`)

/** Bank code → rule. The published list goes on; banks not in it may have 3 to 18 digits. */
export const BANKS: Record<string, BankFacts> = {
  '1001': { name: 'BANCO DE BOGOTÁ', lengths: upTo(9) },
  '1002': { name: 'BANCO POPULAR', lengths: upTo(12) },
  '1006': { name: 'ITAÚ CORPBANCA', lengths: exactly(9) },
  '1007': { name: 'BANCOLOMBIA', lengths: upTo(11) },
  '1009': { name: 'CITIBANK', lengths: exactly(10) },
  '1012': { name: 'GNB SUDAMERIS', lengths: upTo(11) },
  '1013': { name: 'BBVA', lengths: exactly(9, 10, 16, 20) },
  '1014': { name: 'ITAÚ', lengths: exactly(9) },
  '1019': { name: 'SCOTIABANK COLPATRIA', lengths: exactly(10) },
  '1023': { name: 'BANCO DE OCCIDENTE', lengths: upTo(9) },
  '1032': { name: 'CAJA SOCIAL', lengths: exactly(12) },
  '1040': { name: 'BANCO AGRARIO', lengths: exactly(11) },
  '1042': { name: 'BNP PARIBAS', lengths: exactly(12) },
  '1047': { name: 'MUNDO MUJER', lengths: exactly(11) },
  '1051': { name: 'DAVIVIENDA', lengths: exactly(12, 16) },
  '1507': { name: 'NEQUI', lengths: upTo(18) },
}

/** For a bank code that the published part of the list does not have. */
export const ANY_BANK: BankFacts = { name: '', lengths: upTo(18) }
