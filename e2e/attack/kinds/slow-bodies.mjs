/** Connections that declare a large body, send half of it and then a byte a second, and come back when they are cut. */
import { connect } from 'node:net'
import { noSinks } from '../no-sinks.mjs'

const CONNECTIONS = 24
const DECLARED = 8 * 1024 * 1024 - 1
const SENT = Buffer.alloc(DECLARED / 2, ' ')
/** A connection that was cut comes back after this time. */
const AGAIN_MS = 100

export const slowBodies = {
  name: 'slow-bodies',
  what: `${CONNECTIONS} connections send half a body of 8 MiB and then a byte a second`,
  config: noSinks,
  async run({ collector, seconds, attacked }) {
    const statuses = new Map()
    const open = new Set()
    let isOver = false
    let opened = 0
    let peakMb = 0

    const attack = () => {
      if (isOver) return
      opened++
      const socket = connect(collector.port, '127.0.0.1')
      open.add(socket)
      const trickle = setInterval(() => socket.write(' '), 1_000)
      socket.write(
        `POST /v1/events?key=${attacked.writeKey} HTTP/1.1\r\nhost: localhost\r\n` +
          `content-type: text/plain\r\ncontent-length: ${DECLARED}\r\n\r\n`,
      )
      socket.write(SENT)
      socket.setEncoding('latin1').on('data', (text) => {
        const status = /^HTTP\/1\.1 (\d+)/.exec(text)?.[1]
        if (status !== undefined) statuses.set(status, (statuses.get(status) ?? 0) + 1)
        socket.destroy()
      })
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        clearInterval(trickle)
        open.delete(socket)
        setTimeout(attack, AGAIN_MS)
      })
    }

    for (let i = 0; i < CONNECTIONS; i++) attack()
    const memory = setInterval(() => {
      peakMb = Math.max(peakMb, collector.memoryMb())
    }, 250)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    isOver = true
    clearInterval(memory)
    for (const socket of open) socket.destroy()
    const answers = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ') || 'no answer'
    return { text: `${opened} bodies begun, ${answers}; at most ${peakMb} MB resident` }
  },
}
