/** `hushlog erase` asks the running collector to erase, and prints the receipt. */
import { printJson } from './output.js'
import { type RemoteOption, runningCollector } from './running-collector.js'

interface EraseOption extends RemoteOption {
  readonly tenant?: string
  readonly wait: boolean
}

const erase = async (kind: 'sessions' | 'users', id: string, options: EraseOption): Promise<void> => {
  const collector = runningCollector(options)
  const query = options.tenant === undefined ? '' : `?tenant=${encodeURIComponent(options.tenant)}`
  const accepted = await collector.request('DELETE', `/v1/${kind}/${encodeURIComponent(id)}${query}`)
  const path = `/v1/erasures/${String(accepted.id)}`
  if (options.wait && accepted.state === 'pending')
    process.stderr.write(`Accepted as ${path}. The collector continues when you stop waiting.\n`)
  const receipt = options.wait ? await collector.waitFor(path, accepted) : accepted
  printJson(receipt)
  if (receipt.state === 'incomplete') {
    process.stderr.write('A sink cannot erase; its records are still there.\n')
    process.exitCode = 1
  }
}

export const eraseSession = (id: string, options: EraseOption): Promise<void> =>
  erase('sessions', id, options)
export const eraseUser = (id: string, options: EraseOption): Promise<void> => erase('users', id, options)
