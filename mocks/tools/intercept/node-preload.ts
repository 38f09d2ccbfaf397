/**
 * What Node loads before an intercepted program: connections to public hosts go to the proxy, by
 * whatever library they are made, before any name is looked up. Proxy variables are not enough: many
 * clients of Node never read them. Written for old versions of Node, too.
 */
import { type InterceptHosts, LOCAL_HOST } from './hosts.ts'

/** The text of a CommonJS module. */
export function toNodePreload({ providers, allowed }: InterceptHosts, port: number): string {
  return `'use strict'
// Made by ensayo for one command; see docs/intercept.md.
const net = require('node:net')
const providers = new Set(${JSON.stringify([...providers.keys()])})
const allowed = new Set(${JSON.stringify([...allowed])})
const local = new RegExp(${JSON.stringify(`^(?:${LOCAL_HOST})$`)})
const proxy = { host: '127.0.0.1', port: ${port} }
const connect = net.Socket.prototype.connect

net.Socket.prototype.connect = function (...given) {
  const list = Array.isArray(given[0]) ? given[0] : given
  const [first, second] = list
  const isOptions = typeof first === 'object' && first !== null
  const options = isOptions ? first : { port: first, host: second }
  const isPipe = options.path || (!isOptions && typeof first === 'string' && !/^\\d+$/.test(first))
  if (isPipe || typeof options.host !== 'string') return connect.apply(this, given)
  const host = options.host.toLowerCase().replace(/^\\[(.*)\\]$/, '$1').replace(/\\.$/, '')
  const port = Number(options.port)
  if (providers.has(host)) {
    const { lookup, family, localAddress, hints, ...rest } = options
    const done = list.find((each) => typeof each === 'function')
    return connect.call(this, { ...rest, ...proxy }, done)
  }
  const isWeb = port === 80 || port === 443
  if (!isWeb || allowed.has(host) || local.test(host)) return connect.apply(this, given)
  return refuse(this, host, port)
}

// The proxy tells the person, and us why.
function refuse(socket, host, port) {
  const asked = connect.call(new net.Socket(), proxy)
  const to = host.includes(':') ? '[' + host + ']:' + port : host + ':' + port
  let answer = ''
  socket.connecting = true
  asked.setEncoding('latin1').on('data', (text) => { answer += text })
  asked.on('error', () => {})
  asked.on('close', () => {
    const why = answer.split('\\r\\n', 1)[0].split(' ').slice(2).join(' ')
    socket.destroy(new Error(why || 'ensayo refuses ' + to))
  })
  asked.write('CONNECT ' + to + ' HTTP/1.1\\r\\nHost: ' + to + '\\r\\n\\r\\n')
  return socket
}
`
}
