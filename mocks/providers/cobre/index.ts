/** Everything that Cobre's spec names. */

import type { Definition } from '../../provider.ts'
import {
  closeAccount,
  createAccount,
  linkAccount,
  unlinkAccount,
  updateAccount,
} from './accounts.ts'
import * as alerts from './alerts.ts'
import { decideMovement } from './approvals.ts'
import { authenticate } from './auth.ts'
import { listDailyBalances } from './balance-history.ts'
import { completeBulk, createBulk, decideBulk, validateBulk } from './bulks.ts'
import { payCheckout } from './checkout-attempts.ts'
import * as page from './checkout-page.ts'
import { createCheckout, deactivateCheckout } from './checkouts.ts'
import * as counterparties from './counterparties.ts'
import * as crossBorder from './cross-border.ts'
import { receiveDeposit } from './deposits.ts'
import { payloads } from './events.ts'
import * as evidence from './evidence.ts'
import { actOnKey, cancelKey, createKey, keyReactions, payKey, readKey } from './keys.ts'
import * as reactions from './movement-reactions.ts'
import { createMovement } from './movements.ts'
import { states } from './provider-states.ts'
import { adjust, changeState } from './qa.ts'
import { createQuote } from './quotes.ts'
import { createReference, enableReference, failReference, payReference } from './references.ts'
import * as registrations from './registrations.ts'
import * as reports from './report-schedulers.ts'
import { returnCredit } from './returns.ts'
import { cancelScheduler, createScheduler, runScheduler } from './schedulers.ts'
import { listEvents, subscribe, updateSubscription } from './subscriptions.ts'
import { readTransaction } from './transactions.ts'

export const definitions: Definition[] = [
  authenticate,
  createAccount,
  updateAccount,
  closeAccount,
  linkAccount,
  unlinkAccount,
  receiveDeposit,
  readTransaction,
  listDailyBalances,
  adjust,
  changeState,
  counterparties.createCounterparty,
  counterparties.deleteCounterparty,
  counterparties.verifyCounterparty,
  counterparties.failCounterparty,
  registrations.register,
  registrations.readRegistration,
  registrations.acceptRegistration,
  registrations.refuseRegistration,
  registrations.failRegistration,
  createMovement,
  returnCredit,
  decideMovement,
  reactions.startMovementNow,
  reactions.complete,
  reactions.reject,
  reactions.fail,
  reactions.lapse,
  reactions.cancel,
  reactions.giveBackMovement,
  createScheduler,
  runScheduler,
  cancelScheduler,
  createBulk,
  validateBulk,
  completeBulk,
  decideBulk,
  createKey,
  readKey,
  actOnKey,
  cancelKey,
  ...keyReactions,
  payKey,
  createReference,
  enableReference,
  failReference,
  payReference,
  createQuote,
  crossBorder.createCrossBorder,
  crossBorder.startCrossBorder,
  crossBorder.completeCrossBorder,
  crossBorder.rejectCrossBorder,
  createCheckout,
  deactivateCheckout,
  payCheckout,
  page.showCheckout,
  page.getCheckoutStep,
  page.chooseRail,
  page.showPayment,
  page.getPaymentStep,
  page.actOnPayment,
  evidence.askEvidence,
  evidence.completeEvidence,
  evidence.createUploads,
  evidence.receiveUpload,
  reports.createReportScheduler,
  reports.runReportScheduler,
  reports.deleteReportScheduler,
  subscribe,
  updateSubscription,
  listEvents,
  alerts.createAlert,
  alerts.deactivateAlert,
  alerts.lapseAlert,
  alerts.moveRate,
  ...payloads,
  ...states,
]
