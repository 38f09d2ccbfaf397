/**
 * The library: a sandbox inside your own process, with or without sockets, or in another one.
 * @example
 * const sandbox = await createSandbox({ providers: ['acme'] })
 * const answer = await sandbox.acme.fetch('/widgets', { method: 'POST', … })
 * await sandbox.close()
 */

export type { ErrorCode } from './base/errors.ts'
export { EnsayoError } from './base/errors.ts'
export type {
  ChaosRule,
  DeliveryMode,
  Fault,
  NewChaosRule,
  NewFault,
  NewForgery,
  NewStub,
  Stub,
} from './core/accounts/rule-types.ts'
export type { JournalEntry, JournalFilter } from './core/http/journal-entry.ts'
export type { DataOptions } from './core/store/file/open-database.ts'
export type { DeliveryExpectation, WantedDeliveries } from './core/webhooks/expect.ts'
export type { DeliveryRow, InboxMessage } from './core/webhooks/types.ts'
export { type ConnectOptions, connectSandbox } from './sandbox/client/connect.ts'
export {
  createSandbox,
  type ListenCertificate,
  type ListenOptions,
  type OwnSandbox,
  type SandboxOptions,
} from './sandbox/client/create-sandbox.ts'
export type {
  AnyNames,
  BuiltInName,
  Called,
  Chosen,
  Known,
  OwnProviders,
  ProviderNames,
  SpecPath,
} from './sandbox/client/names.ts'
export type {
  Account,
  AccountHandle,
  ChaosClient,
  Clock,
  Inbox,
  NewAccount,
  Profiles,
  ProfileView,
  ProviderHandle,
  Quirks,
  Requests,
  Sandbox,
  SandboxHandle,
  Webhooks,
} from './sandbox/client/types.ts'
export type { EnsayoConfig, SeededAccount, SeedRequest, SeedStep } from './sandbox/config/types.ts'
export type { Verification, WantedCount } from './sandbox/control/verify.ts'
export type {
  AccountView,
  ClockView,
  OperationView,
  QuirkView,
  TriggerView,
} from './sandbox/control/views.ts'
export type { EngineOptions, Health, Snapshot } from './sandbox/engine/engine.ts'
export { type LocalCertificate, localCertificate } from './tools/intercept/local-certificate.ts'
