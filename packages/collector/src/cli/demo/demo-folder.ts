/**
 * Marks a data folder as one of invented events, in `demo-data.json`. Invented events enter no other folder, so that they
 * never stand among those of real people; and a history that was interrupted goes on as it began.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMissing } from '../../runtime/is-missing.js'
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../../runtime/private-files.js'
import type { Span } from './course.js'

/** What a history was asked to be. */
export interface Wanted {
  readonly seed: number
  readonly events: number
  readonly days: number
  readonly tenants: readonly string[]
}

export interface DemoMark extends Wanted {
  readonly span: Span
  readonly finished: boolean
}

const fileOf = (dataDir: string): string => join(dataDir, 'demo-data.json')

/** These hold events in every data folder that a collector has used. */
const traces = ['log', 'embedded.duckdb'] as const

const readMark = (dataDir: string): DemoMark | undefined => {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as DemoMark
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    throw thrown
  }
}

export const writeMark = (dataDir: string, mark: DemoMark): void => {
  mkdirSync(dataDir, { recursive: true, mode: PRIVATE_FOLDER })
  writeFileSync(fileOf(dataDir), `${JSON.stringify(mark, undefined, 2)}\n`, {
    mode: PRIVATE_FILE,
    flush: true,
  })
}

const isSame = (mark: DemoMark, { seed, events, days, tenants }: Wanted): boolean =>
  mark.seed === seed && mark.events === events && mark.days === days && mark.tenants.join() === tenants.join()

/**
 * Returns how the folder is marked; undefined when it is fresh.
 *
 * @throws Error when the folder holds other events
 */
export const checkFolder = (dataDir: string, wanted: Wanted): DemoMark | undefined => {
  const mark = readMark(dataDir)
  if (mark === undefined) {
    if (!traces.some((name) => existsSync(join(dataDir, name)))) return undefined
    throw new Error(
      `${dataDir} holds events already, and invented ones must not stand among them; ` +
        'name a fresh folder with data_dir or HUSHLOG_DATA_DIR',
    )
  }
  if (isSame(mark, wanted)) return mark
  throw new Error(
    `${dataDir} holds another history: ${mark.events} events of ${mark.days} days, seed ${mark.seed}, ` +
      `for ${mark.tenants.join(', ')}; name a fresh folder with data_dir or HUSHLOG_DATA_DIR`,
  )
}
