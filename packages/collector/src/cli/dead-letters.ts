/** `hushlog dead-letters list`: what each sink refused for good, from the files in the data folder. No content. */
import { join } from 'node:path'
import { checkDataFolder } from '../config/data-folder.js'
import { createDeadLetters } from '../delivery/dead-letters.js'
import { type ConfigOption, load } from './load.js'

interface SinkLetters {
  readonly sink: string
  readonly records: number
  readonly codes: Readonly<Record<string, number>>
  readonly events: Readonly<Record<string, number>>
  readonly tenants: Readonly<Record<string, number>>
  /** When the first and the last were refused. */
  readonly oldest: string
  readonly newest: string
}

const count = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1
}

const age = (since: string): string => {
  const hours = Math.floor((Date.now() - Date.parse(since)) / 3_600_000)
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`
}

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ')

export const listDeadLetters = async (options: ConfigOption & { readonly json?: true }): Promise<void> => {
  const { config } = load(options)
  checkDataFolder(config.dataDir)
  const letters = createDeadLetters({ folder: join(config.dataDir, 'dead-letters'), now: Date.now })
  const found: SinkLetters[] = []
  for (const sink of await letters.sinks()) {
    const codes: Record<string, number> = {}
    const events: Record<string, number> = {}
    const tenants: Record<string, number> = {}
    let records = 0
    let oldest = ''
    let newest = ''
    for await (const { code, event, tenantId, at } of letters.read(sink)) {
      records++
      count(codes, code)
      count(events, event)
      count(tenants, tenantId)
      if (oldest === '' || at < oldest) oldest = at
      if (at > newest) newest = at
    }
    if (records > 0) found.push({ sink, records, codes, events, tenants, oldest, newest })
  }
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ sinks: found }, undefined, 2)}\n`)
    return
  }
  if (found.length === 0) process.stdout.write('no dead letters\n')
  for (const { sink, records, codes, events, oldest } of found)
    process.stdout.write(
      `${sink}: ${records} (${listed(codes)}; ${listed(events)}), the oldest ${age(oldest)} old\n`,
    )
}
