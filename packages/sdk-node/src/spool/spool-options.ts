/** Reads the option `spool`, which is a folder or an object. */
import { isObject } from '@hushlog/base'
import { checkOptions } from '@hushlog/sdk-core'
import type { SpoolOptions } from './spool.js'

const SAMPLES: Readonly<Record<keyof SpoolOptions, unknown>> = { folder: '', maxBytes: 0 }

/** @returns undefined when there is no spool, or when it is wrong, which is a warning */
export function readSpoolOptions(spool: unknown, warn: (message: string) => void): SpoolOptions | undefined {
  if (spool === undefined) return undefined
  const given: Partial<SpoolOptions> =
    typeof spool === 'string' ? { folder: spool } : isObject(spool) ? checkOptions(spool, SAMPLES, warn) : {}
  const { folder, ...others } = given
  if (folder) return { folder, ...others }
  warn('wrong option spool: expected a folder')
  return undefined
}
