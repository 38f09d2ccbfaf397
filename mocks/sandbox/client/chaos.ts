/** The part of the client that makes trouble: faults, stubs, and what goes wrong with deliveries. */
import type { Fault, StartedIncident } from '../../core/accounts/rule-types.ts'
import type { FaultOf } from './asked.ts'
import { type Call, toPath } from './call.ts'
import type { ChaosClient, Rules } from './types.ts'

export function createChaosClient(call: Call, account: string): ChaosClient {
  const query = { account }
  return {
    faults: {
      ...createRules<Fault>(call, account, 'faults'),
      add: <T extends FaultOf>(fault: T) =>
        call<T extends { incident: string } ? StartedIncident : Fault>('POST', 'faults', {
          query,
          body: fault,
        }),
    },
    incidents: {
      list: (filter = {}) => call('GET', 'incidents', { query: { ...query, ...filter } }),
    },
    stubs: {
      ...createRules(call, account, 'stubs'),
      add: (stub) => call('POST', 'stubs', { query, body: stub }),
    },
    chaos: {
      ...createRules(call, account, 'chaos'),
      add: (rule) => call('POST', 'chaos', { query, body: rule }),
    },
  }
}

function createRules<T>(call: Call, account: string, of: string): Rules<T> {
  const query = { account }
  return {
    list: () => call('GET', of, { query }),
    remove: (id) => call('DELETE', toPath(of, id), { query }),
    clear: () => call('DELETE', of, { query }),
  }
}
