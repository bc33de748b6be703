/** `hushlog erase`: asks the running collector to erase, and prints the receipt. */
import { type RemoteOption, runningCollector } from './running-collector.js'

interface EraseOption extends RemoteOption {
  readonly tenant?: string
  readonly wait: boolean
}

/** Milliseconds between two looks at the receipt. */
const LOOK_EVERY = 500

const erase = async (kind: 'sessions' | 'users', id: string, options: EraseOption): Promise<void> => {
  const collector = runningCollector(options)
  const query = options.tenant === undefined ? '' : `?tenant=${encodeURIComponent(options.tenant)}`
  let receipt = await collector.ask('DELETE', `/v1/${kind}/${encodeURIComponent(id)}${query}`)
  const path = `/v1/erasures/${String(receipt.id)}`
  if (options.wait && receipt.state === 'pending')
    process.stderr.write(`Accepted as ${path}. It goes on when you stop waiting.\n`)
  while (options.wait && receipt.state === 'pending') {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
    receipt = await collector.ask('GET', path)
  }
  process.stdout.write(`${JSON.stringify(receipt, undefined, 2)}\n`)
  if (receipt.state === 'incomplete') {
    process.stderr.write('A sink cannot erase; its records are still there.\n')
    process.exitCode = 1
  }
}

export const eraseSession = (id: string, options: EraseOption): Promise<void> =>
  erase('sessions', id, options)
export const eraseUser = (id: string, options: EraseOption): Promise<void> => erase('users', id, options)
