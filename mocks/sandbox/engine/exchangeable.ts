/** An engine that others hold while it is exchanged for another: sockets and subscribers stay. */
import type { Engine, EngineEvent } from './engine.ts'
import type { ProviderFace } from './views.ts'

export interface Exchangeable {
  /** What others hold; serves what is served now. */
  engine: Engine
  /** Puts the next one in its place; returns the one before. It has the same providers. */
  exchange(next: Engine): Engine
}

type Listener = (event: EngineEvent) => void

export function createExchangeable(first: Engine): Exchangeable {
  let current = first
  const listeners = new Map<Listener, () => void>()
  const face = (name: string) => current.providers.get(name)!
  const toStable = ({ name, direct }: ProviderFace): ProviderFace => ({
    name,
    get spec() {
      return face(name).spec
    },
    fetch: (...given) => face(name).fetch(...given),
    // Whether there is one hangs on options that stay.
    direct: direct && ((...given) => face(name).direct!(...given)),
  })
  const own: Partial<Engine> = {
    providers: new Map([...first.providers].map(([name, each]) => [name, toStable(each)])),
    subscribe: (listener) => {
      listeners.set(listener, current.subscribe(listener))
      return () => {
        listeners.get(listener)?.()
        listeners.delete(listener)
      }
    },
  }
  const engine = new Proxy(first, {
    get: (_, key) => Reflect.get(own, key) ?? Reflect.get(current, key),
    set: (_, key, value) => Reflect.set(current, key, value),
  })
  return {
    engine,
    exchange: (next) => {
      const before = current
      next.addresses = before.addresses
      current = next
      for (const [listener, unsubscribe] of listeners) {
        unsubscribe()
        listeners.set(listener, next.subscribe(listener))
      }
      return before
    },
  }
}
