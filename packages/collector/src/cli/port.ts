/** Says whether an address can be listened on, and who uses it otherwise. */
import { createServer } from 'node:net'
import { errorCode, isObject } from '@hushlog/base'
import { addresses } from './banner.js'

/** Another program may accept a connection and never answer. */
const PROBE_TIMEOUT_MS = 2_000

export interface Address {
  readonly host: string
  readonly port: number
}

/** @returns the code of the system's error, such as `EADDRINUSE`; undefined when it can be listened on */
export const listenError = ({ host, port }: Address): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(errorCode(error) ?? 'unknown error'))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })

/** Asks whoever listens there whether it is a collector. */
async function isCollector({ host, port }: Address): Promise<boolean> {
  try {
    const response = await fetch(`${addresses(host, port).url}/healthz`, {
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
      redirect: 'manual',
    })
    const answer: unknown = await response.json()
    return response.ok && isObject(answer) && answer.status === 'alive'
  } catch {
    return false // Whoever listens there does not speak like a collector.
  }
}

const WAY_OUT = 'set another address with listen in the configuration, or HUSHLOG_LISTEN'

/** Says why an address cannot be used, and what to do. */
export async function describeListenError(address: Address, code: string): Promise<string> {
  const place = `cannot listen on ${address.host}:${address.port}`
  if (code === 'EACCES') return `${place}: this user may not use it; ports below 1024 need a privilege`
  if (code === 'EADDRNOTAVAIL') return `${place}: this machine does not have this address; ${WAY_OUT}`
  if (code !== 'EADDRINUSE') return `${place}: ${code}`
  const owner = (await isCollector(address)) ? 'another Hushlog collector uses it' : 'another program uses it'
  return `${place}: ${owner}; stop that one, or ${WAY_OUT}`
}

/** @throws Error that says who uses the address, before anything is opened or made for a collector */
export async function requireFreeAddress(address: Address): Promise<void> {
  const code = await listenError(address)
  if (code !== undefined) throw new Error(await describeListenError(address, code))
}
