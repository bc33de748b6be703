/**
 * Chooses ports for processes that tests start. Such a process listens a second or more after its port was
 * chosen, and again after it was killed. A port that the kernel chooses would not stay free so long: it comes
 * from the range from which each outgoing connection takes one, so that a client now and then got the port of
 * a collector that was about to listen. These ports lie below that range, and each process and thread takes
 * them from a block of its own.
 */
import { createServer } from 'node:net'
import { threadId } from 'node:worker_threads'

/** Linux gives outgoing connections ports from 32,768 on, other systems from 49,152 on. */
const LOWEST = 12_000
const BLOCK = 100
const BLOCKS = 200

const block = LOWEST + ((process.pid + 7 * threadId) % BLOCKS) * BLOCK
let next = 0

/** @returns {Promise<number>} a port of the loopback on which nothing listens */
export async function freePort() {
  for (let tries = 0; tries < BLOCK; tries++) {
    const port = block + (next++ % BLOCK)
    if (await isFree(port)) return port
  }
  throw new Error(`all ports from ${block} to ${block + BLOCK - 1} are in use`)
}

/** @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
