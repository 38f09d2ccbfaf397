/** Everything that Cobru's spec names. */

import type { Definition } from '../../provider.ts'
import { getBalance } from './balances.ts'
import { consignBank, depositBank, failBank, processBank, rejectBank, stepBank } from './bank.ts'
import { createBank } from './bank-create.ts'
import { listCountryBanks, listPayoutBanks } from './bank-list.ts'
import {
  cancelBank,
  cancelThirdParty,
  getBank,
  listBank,
  receiptBank,
  showBank,
} from './bank-read.ts'
import { createRegistered, listRegistered } from './bank-registered.ts'
import { bankUpdated } from './bank-wire.ts'
import { listBanks } from './banks.ts'
import { getBrebStatus } from './breb-status.ts'
import { expireCash, payCash, processCash, rejectCash } from './cash.ts'
import { createCash } from './cash-create.ts'
import { cancelCash, cashUpdated, listCash, showCash } from './cash-read.ts'
import { exportWallet, getWallet, listCelo, receiveCelo, sendCelo } from './celo.ts'
import { buyCusd, getRates, getTrm, payWithCelo, quoteCelo } from './celo-exchange.ts'
import { editPayment, expirePayment } from './changes.ts'
import { postCheckout } from './checkout-forms.ts'
import { getCheckoutStatus, showCheckout, showDeadLink } from './checkout-page.ts'
import { getCryptoStatus } from './crypto-status.ts'
import { confirmDaviplata } from './daviplata.ts'
import { createOrReload, freezeCard, getCards, getTransactions, useCard } from './debit-cards.ts'
import { submitPaymentDetails } from './details.ts'
import { estimatePayment } from './estimate.ts'
import { payByMagic } from './magic-payer.ts'
import { listMovements } from './movements.ts'
import { paymentUpdated } from './notifications.ts'
import { consultPayment, createPayment, listPayments } from './payments.ts'
import { states } from './provider-states.ts'
import { listSends, receiveMoney, sendMoney } from './sends.ts'
import { buyPackage, buyPin, listPackages, listPins, recharge } from './services.ts'
import { buySoat, listCities, quoteSoat } from './soat.ts'
import { deleteStored, getPublicKey, listStored, payByToken, registerCard } from './tokenization.ts'
import { createToken, refreshToken } from './tokens.ts'
import { approve, begin, decline, lapse, refund } from './triggers.ts'
import { uploadFile } from './uploads.ts'
import { authorizeSubusers, createUser, listCategories, listSubcategories } from './users.ts'
import { requestConfirmation, verifyEmail, verifyPhone } from './verification.ts'

const tokens = [refreshToken, createToken]
const payments = [
  createPayment,
  listPayments,
  consultPayment,
  editPayment,
  expirePayment,
  estimatePayment,
  paymentUpdated,
  approve,
  begin,
  lapse,
  decline,
  refund,
]
const checkout = [
  submitPaymentDetails,
  payByMagic,
  listBanks,
  confirmDaviplata,
  getBrebStatus,
  getCryptoStatus,
  showCheckout,
  getCheckoutStatus,
  showDeadLink,
  postCheckout,
]
const money = [getBalance, listMovements, sendMoney, listSends, receiveMoney]
const cash = [
  createCash,
  listCash,
  showCash,
  cancelCash,
  cashUpdated,
  expireCash,
  processCash,
  payCash,
  rejectCash,
]
const bank = [
  listPayoutBanks,
  listCountryBanks,
  createBank,
  listBank,
  showBank,
  getBank,
  cancelThirdParty,
  cancelBank,
  receiptBank,
  createRegistered,
  listRegistered,
  bankUpdated,
  stepBank,
  processBank,
  depositBank,
  consignBank,
  rejectBank,
  failBank,
]
const services = [
  recharge,
  listPins,
  buyPin,
  listPackages,
  buyPackage,
  quoteSoat,
  buySoat,
  listCities,
]
const cards = [createOrReload, getCards, getTransactions, freezeCard, useCard]
const tokenization = [getPublicKey, registerCard, listStored, payByToken, deleteStored]
const celo = [
  getWallet,
  exportWallet,
  sendCelo,
  listCelo,
  receiveCelo,
  getTrm,
  getRates,
  buyCusd,
  quoteCelo,
  payWithCelo,
]
const users = [
  createUser,
  listCategories,
  listSubcategories,
  authorizeSubusers,
  requestConfirmation,
  verifyEmail,
  verifyPhone,
  uploadFile,
]

export const definitions: Definition[] = [
  ...tokens,
  ...payments,
  ...checkout,
  ...money,
  ...cash,
  ...bank,
  ...services,
  ...cards,
  ...tokenization,
  ...celo,
  ...users,
  ...states,
]
