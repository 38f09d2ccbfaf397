/** One port, two protocols: the first byte of a connection says whether it speaks TLS. */
import type { Socket } from 'node:net'

export interface ConnectionTakers {
  secure: { emit(event: 'connection', socket: Socket): unknown }
  plain: { emit(event: 'connection', socket: Socket): unknown }
}

/** First byte of a TLS handshake. */
const HANDSHAKE = 0x16

/** Hands a connection to the server of its protocol once its first byte is there, which that server reads again. */
export function sortConnection(socket: Socket, { secure, plain }: ConnectionTakers): void {
  const drop = () => socket.destroy()
  socket.once('error', drop)
  socket.once('data', (chunk: Buffer) => {
    socket.pause()
    socket.off('error', drop)
    socket.unshift(chunk)
    if (chunk[0] === HANDSHAKE) {
      // Takes what is there by itself; a socket that flows would have lost it by then.
      secure.emit('connection', socket)
      return
    }
    plain.emit('connection', socket)
    socket.resume()
  })
}
