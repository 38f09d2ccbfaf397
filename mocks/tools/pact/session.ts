/**
 * What happens between Pact's verifier and the sandbox: each interaction begins with a sandbox as new,
 * its states are made, and what it asks carries the sandbox's credentials in the place of made-up ones.
 */

import { EnsayoError } from '../../base/errors.ts'
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { Engine, PlayedState, ProviderFace } from '../../sandbox/engine/engine.ts'
import { readNumber } from './numbered.ts'
import type { VerifierAnswer } from './run-verifier.ts'

/** What an interaction caused. */
export interface Episode {
  values: PlayedState['values']
  flaws: PlayedState['flaws']
  /** What was asked, and answered; not what making its states took. */
  entries: JournalEntry[]
  /** Of a message: the notification that it was held against, and the quirks that shaped it. */
  message?: { notification: string; body: string; quirks: readonly string[] }
  /** Why a state could not be made. */
  error?: EnsayoError
}

export interface Session {
  /** The engine as the verifier meets it. */
  engine: Engine
  /** By number of the interaction. */
  episodes: Map<number, Episode>
  answerMessage(): Promise<Omit<VerifierAnswer, 'type' | 'id'>>
  close(): void
}

const ACCOUNT = 'default'

/** Opens a session for the interactions of one pact with one provider. */
export function openSession(engine: Engine, provider: string): Session {
  const episodes = new Map<number, Episode>()
  let current: Episode = { values: {}, flaws: {}, entries: [] }
  let isSettingUp = false
  const close = engine.subscribe((event) => {
    if (event.type === 'request' && !isSettingUp) current.entries.push(event.entry)
  })

  const begin = async (number: number): Promise<void> => {
    current = { values: {}, flaws: {}, entries: [] }
    episodes.set(number, current)
    await engine.reset()
  }

  const playState: Engine['playState'] = async (account, { state, params = {} }) => {
    const { number, name } = readNumber(state)
    isSettingUp = true
    try {
      if (number !== undefined) await begin(number)
      if (name === '') return { provider, values: {}, flaws: {} }
      const played = await engine.playState(account, { state: name, params, provider })
      Object.assign(current.values, played.values)
      Object.assign(current.flaws, played.flaws)
      return played
    } catch (error) {
      if (error instanceof EnsayoError) current.error = error
      throw error
    } finally {
      isSettingUp = false
    }
  }

  const face = engine.providers.get(provider)!
  const fetch: ProviderFace['fetch'] = async (request, env = {}) => {
    const equipped = await engine.equip(ACCOUNT, provider, request, current)
    // The raw request of the socket still has what was made up.
    return face.fetch(equipped, env.outgoing ? { outgoing: env.outgoing } : {})
  }

  return {
    engine: Object.assign(Object.create(engine) as Engine, {
      providers: new Map([[provider, { ...face, fetch, direct: undefined }]]),
      playState,
    }),
    episodes,
    answerMessage: () => findMessage(engine, provider, current),
    close,
  }
}

/** The newest notification that the interaction's states caused. */
async function findMessage(
  engine: Engine,
  provider: string,
  episode: Episode,
): Promise<Omit<VerifierAnswer, 'type' | 'id'>> {
  const message = engine.inbox(ACCOUNT).findLast((each) => each.provider === provider)
  if (!message) {
    return {
      error:
        'The states of this interaction cause no notification. Give it a state that does, e.g. one in which something was paid.',
    }
  }
  const { notification = '', rawBody: body, deliveryId } = message
  const rows = await engine.deliveries(ACCOUNT)
  episode.message = {
    notification,
    body,
    quirks: rows.find(({ id }) => id === deliveryId)?.quirks ?? [],
  }
  const contentType = message.headers['content-type']?.split(';')[0] ?? 'application/json'
  const metadata = {
    ...message.headers,
    contentType,
    notification,
  }
  return { message: body, metadata }
}
