/** What is asked for: filters, and what is arranged, with names in the place of texts. */
import type { NewChaosRule, NewFault, NewForgery, NewStub } from '../../core/accounts/rule-types.ts'
import type { JournalFilter } from '../../core/http/journal-entry.ts'
import type { WantedDeliveries } from '../../core/webhooks/expect.ts'
import type { DeliveryStatus, InboxMessage } from '../../core/webhooks/types.ts'
import type { NewRequest } from '../control/send.ts'
import type {
  IncidentId,
  NotificationBody,
  NotificationName,
  OperationId,
  QuirkId,
} from './names.ts'

/** Fields may be left out or undefined. */
export type Loose<T> = { [Field in keyof T]?: T[Field] | undefined }

/** The same with names in the place of texts. */
type Named<T, Names> = Omit<T, keyof Names> & Loose<Names>

export type ByProvider<Provider extends string = string> = Loose<{ provider: Provider }>
export type MessageFilter<Provider extends string = string> = Loose<{
  provider: Provider
  notification: NotificationName<Provider>
}>
export type DeliveryFilter<Provider extends string = string> = Loose<{
  provider: Provider
  status: DeliveryStatus
  limit: number
}>
export type RequestFilter<Provider extends string = string> = Named<
  Loose<JournalFilter>,
  { provider: Provider; operationId: OperationId<Provider>; quirk: QuirkId<Provider> }
>
/** A call of an operation. */
export type RequestToSend<Provider extends string = string> = Omit<
  NewRequest,
  'operationId' | 'provider'
> & {
  operationId: OperationId<Provider>
  provider?: Provider | undefined
}
export type Wanted<Provider extends string = string> = Named<
  WantedDeliveries,
  { provider: Provider; notification: NotificationName<Provider> }
>
export type Forgery<Provider extends string = string> = Omit<
  NewForgery,
  'notification' | 'provider'
> & {
  notification: NotificationName<Provider>
  provider?: Provider
}
export type FaultOf<Provider extends string = string> = Named<
  NewFault,
  { provider: Provider; operationId: OperationId<Provider>; incident: IncidentId<Provider> }
>
export type StubOf<Provider extends string = string> = Omit<NewStub, 'operationId' | 'provider'> & {
  operationId: OperationId<Provider>
  provider?: Provider
}
export type RuleOf<Provider extends string = string> = Named<
  NewChaosRule,
  { provider: Provider; notification: NotificationName<Provider> }
>
/** A message with the body of the notification that was asked for. */
export type Message<Provider extends string, Name> = Omit<InboxMessage, 'body'> & {
  body: NotificationBody<Provider, Name>
}
