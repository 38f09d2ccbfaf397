/**
 * Names of providers, operations, triggers, quirks and the like as types, so that a typo is red in the
 * editor. Those of the built-in providers are generated from their specs.
 *
 * `Provider` is everywhere the union of the providers' names; a plain `string` takes any name.
 */
import type { BuiltIn } from '../../types/index.ts'

/** What is known by name of one provider. */
export interface ProviderNames {
  credentials: object
  env: object
  /** By operation id. */
  operations: object
  /** Body by the notification's name. */
  notifications: object
  /** Parameters by the trigger's name, without the provider. */
  triggers: object
  /** Union of the variants by the quirk's id. */
  quirks: object
  incident: string
  profile: string
}

/** Of a provider whose names a program does not list: any text is taken. */
export interface AnyNames {
  credentials: Record<string, string>
  env: Record<string, string>
  operations: Record<string, unknown>
  // biome-ignore lint/suspicious/noExplicitAny: nobody said what a body looks like
  notifications: Record<string, any>
  triggers: Record<string, Record<string, unknown>>
  quirks: Record<string, string>
  incident: string
  profile: string
}

/**
 * Names of specs of your own. A program adds them by declaration merging.
 * @example
 * declare module 'ensayo' {
 *   interface OwnProviders {
 *     acme: AnyNames // or an interface that lists them
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: programs add to it
export interface OwnProviders {}

export interface Known extends BuiltIn, OwnProviders {}

export type BuiltInName = keyof BuiltIn & string
/** The path of a spec file. */
export type SpecPath = `${string}.yaml` | `${string}.yml` | `${string}.json`
export type ProviderName = keyof Known & string

/** What may stand in a list of providers: a name, a path, or a text that is known at run time only. */
export type Chosen<Provider> = string extends Provider
  ? Provider
  : Provider extends ProviderName | SpecPath
    ? Provider
    : ProviderName | SpecPath

/** Names by which the chosen providers are called: those of a spec by path are the program's own, or unknown. */
export type Called<Provider extends string> = string extends Provider
  ? string
  : [Extract<Provider, SpecPath>] extends [never]
    ? Provider
    : keyof OwnProviders extends never
      ? string
      : Exclude<Provider, SpecPath> | (keyof OwnProviders & string)

/** Any text while the providers are unknown. */
type Strict<Provider extends string, Names> = string extends Provider ? string : Names

type KeysOf<
  Provider extends string,
  Part extends keyof ProviderNames,
> = Provider extends keyof Known ? keyof Known[Provider][Part] & string : never

type Prefixed<
  Provider extends string,
  Part extends keyof ProviderNames,
> = Provider extends keyof Known ? `${Provider}.${keyof Known[Provider][Part] & string}` : never

type ValueOf<
  Provider extends string,
  Part extends keyof ProviderNames,
  Key,
> = Provider extends keyof Known
  ? Key extends keyof Known[Provider][Part]
    ? Known[Provider][Part][Key]
    : never
  : never

/** `createWidget` or `acme.createWidget`, by way of example. */
export type OperationId<Provider extends string> = Strict<
  Provider,
  KeysOf<Provider, 'operations'> | Prefixed<Provider, 'operations'>
>

/** With or without its provider. */
export type NotificationName<Provider extends string> = Strict<
  Provider,
  KeysOf<Provider, 'notifications'> | Prefixed<Provider, 'notifications'>
>

/** Body of a notification; unknown while none is named. */
export type NotificationBody<Provider extends string, Name> = [Name] extends [never]
  ? unknown
  : string extends Provider
    ? unknown
    : Name extends `${infer Own extends Provider}.${infer Rest}`
      ? ValueOf<Own, 'notifications', Rest>
      : ValueOf<Provider, 'notifications', Name>

/** `<provider>.<resource>.<event>`. */
export type TriggerName<Provider extends string> = Strict<Provider, Prefixed<Provider, 'triggers'>>

type TriggerParameters<Provider extends string, Name> = string extends Provider
  ? Record<string, unknown>
  : Name extends `${infer Own extends Provider}.${infer Event}`
    ? ValueOf<Own, 'triggers', Event>
    : never

/** The parameters of a trigger, which may be left out where none is required. */
export type TriggerArguments<Provider extends string, Name> =
  Record<never, never> extends TriggerParameters<Provider, Name>
    ? [parameters?: TriggerParameters<Provider, Name>]
    : [parameters: TriggerParameters<Provider, Name>]

export type QuirkId<Provider extends string> = Strict<Provider, KeysOf<Provider, 'quirks'>>

export type VariantName<Provider extends string, Quirk> = Strict<
  Provider,
  ValueOf<Provider, 'quirks', Quirk>
>

/** Quirk → variant. */
export type Variants<Provider extends string> = string extends Provider
  ? Record<string, string>
  : { [Quirk in QuirkId<Provider>]?: VariantName<Provider, Quirk> }

export type IncidentId<Provider extends string> = Strict<
  Provider,
  Provider extends keyof Known ? Known[Provider]['incident'] : never
>

export type ProfileName<Provider extends string> = Strict<
  Provider,
  Provider extends keyof Known ? Known[Provider]['profile'] : never
>

/** Provider → profile, or the path of a profile file. */
export type ProfileChoices<Provider extends string> = string extends Provider
  ? Record<string, string>
  : { [Name in Provider]?: ProfileName<Name> | SpecPath }

type Texts<Part> = { [Name in keyof Part]: string }

export type Credentials<Provider extends string> = Provider extends keyof Known
  ? Texts<Known[Provider]['credentials']>
  : Record<string, string>

/** Some of the credentials of some providers. */
export type GivenCredentials<Provider extends string> = string extends Provider
  ? Record<string, Record<string, string>>
  : { [Name in Provider]?: Partial<Credentials<Name>> }

export type Env<Provider extends string> = Provider extends keyof Known
  ? Texts<Known[Provider]['env']>
  : Record<string, string>
