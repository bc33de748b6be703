/** `hushlog rebuild` makes a damaged log or embedded store anew from what can be read. The collector must not run. */
import { rebuildEmbedded, rebuildLog } from '../rebuild.js'
import { type ConfigOption, load } from './load.js'
import { printLines } from './output.js'

interface RebuildOptions extends ConfigOption {
  readonly from?: string
}

async function log(options: ConfigOption): Promise<void> {
  const { setAside, records, lost, hasReaders, hasAllIds } = await rebuildLog(load(options).config)
  printLines([
    `the log has ${records} records; the damaged file is ${setAside}`,
    ...lost.map(
      ({ from, to }) =>
        `lost: ${to - from + 1} records, ${from} to ${to}, for sinks that had not stored them`,
    ),
    ...(hasReaders
      ? []
      : ['the cursors are lost: each sink gets again what the log has; objects may come twice']),
    ...(hasAllIds ? [] : ['some remembered ids are lost: an event that is sent again may be accepted again']),
  ])
}

async function embedded(options: RebuildOptions): Promise<void> {
  const never = new AbortController().signal
  const rebuilt = await rebuildEmbedded(load(options).config, options.from, never)
  printLines([
    ...rebuilt.setAside.map((file) => `set aside: ${file}`),
    ...Object.entries(rebuilt.sources).map(
      ([sink, records]) => `${records} records from the objects of ${sink}`,
    ),
    `${rebuilt.waiting} records wait in the log and are stored at the next start`,
    ...(rebuilt.unreadable > 0 ? [`${rebuilt.unreadable} lines or objects could not be read`] : []),
    ...(rebuilt.skipped > 0 ? [`${rebuilt.skipped} objects are not JSON lines and were left out`] : []),
    ...(Object.keys(rebuilt.sources).length > 0
      ? ['fields that those sinks are configured to leave out, such as text, are not in the store']
      : []),
  ])
}

export const rebuild = (what: 'log' | 'embedded', options: RebuildOptions): Promise<void> =>
  what === 'log' ? log(options) : embedded(options)
