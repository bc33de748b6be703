/** `hushlog setup <sink>` creates what a configured sink needs in its store, and prints what it created and what was there. */
import type { SinkConfig } from '../config/config.js'
import { findSetup } from '../sinks/setup.js'
import type { SetupStep } from '../sinks/setup-run.js'
import { abortOnSignal } from './abort-on-signal.js'
import { type ConfigOption, load } from './load.js'
import { printLines } from './output.js'

interface SetupOptions extends ConfigOption {
  readonly dryRun?: boolean
}

const labels: Readonly<Record<SetupStep['state'], string>> = {
  made: 'made',
  there: 'there',
  missing: 'would make',
}

export const setup = async (sink: string, { dryRun = false, ...options }: SetupOptions): Promise<void> => {
  const { config } = load(options)
  const signal = abortOnSignal()
  for (const found of findSinks(config.sinks, sink)) {
    const print = (text: string) => printLines([`${found.name}: ${text}`])
    const setUp = await findSetup(found)
    if (setUp === undefined) {
      print(`nothing to set up: a sink of type ${found.type} makes what it needs by itself`)
      continue
    }
    await setUp({
      dryRun,
      signal,
      report: ({ state, what }) => print(`${labels[state].padEnd(10)} ${what}`),
    })
  }
}

/** Returns the sink of that name, or all of that type. */
function findSinks(sinks: readonly SinkConfig[], sink: string): readonly SinkConfig[] {
  const byName = sinks.filter(({ name }) => name === sink)
  const found = byName.length > 0 ? byName : sinks.filter(({ type }) => type === sink)
  if (found.length > 0) return found
  const known = sinks.map(({ name }) => name).join(', ')
  throw new Error(
    `no sink of the configuration has the name or type ${sink}; ` +
      `there ${known === '' ? 'is none' : `are: ${known}`}`,
  )
}
