/** `hushlog dead-letters list` sums up what each sink refused for good, from files in the data folder and without content. */
import { join } from 'node:path'
import { HOUR } from '@hushlog/base'
import { checkDataFolder } from '../config/data-folder.js'
import { createDeadLetters } from '../delivery/dead-letters.js'
import { type ConfigOption, load } from './load.js'
import { printJson, printLines } from './output.js'

interface SinkSummary {
  readonly sink: string
  readonly records: number
  readonly codes: Readonly<Record<string, number>>
  readonly events: Readonly<Record<string, number>>
  readonly tenants: Readonly<Record<string, number>>
  /** Times at which the first and the last were refused, as RFC 3339. */
  readonly oldest: string
  readonly newest: string
}

const count = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1
}

const age = (since: string): string => {
  const hours = Math.floor((Date.now() - Date.parse(since)) / HOUR)
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`
}

const inWords = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ')

export const listDeadLetters = async (options: ConfigOption & { readonly json?: true }): Promise<void> => {
  const { config } = load(options)
  checkDataFolder(config.dataDir)
  const letters = createDeadLetters({ folder: join(config.dataDir, 'dead-letters'), now: Date.now })
  const found: SinkSummary[] = []
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
  if (options.json) return printJson({ sinks: found })
  const lines = found.map(
    ({ sink, records, codes, events, oldest }) =>
      `${sink}: ${records} (${inWords(codes)}; ${inWords(events)}), the oldest ${age(oldest)} old`,
  )
  printLines(lines.length > 0 ? lines : ['no dead letters'])
}
