/** Takes over what a command changed in the key file of a running collector, within seconds and without a signal. */
import { SECOND } from '@hushlog/base'
import { describeError } from '../runtime/describe-error.js'
import type { Logger } from '../runtime/logger.js'
import type { Job, Scheduler } from '../runtime/scheduler.js'
import type { KeyFile } from './key-file.js'

/** A revoked key works for no longer than this. */
const LOOK_EVERY = 2 * SECOND

export interface WatchKeyFileOptions {
  readonly keyFile: Pick<KeyFile, 'version'>
  /** Says whether this version of the file is in use. */
  readonly isTaken: (version: string) => boolean
  readonly take: () => void
  readonly scheduler: Scheduler
  readonly logger: Pick<Logger, 'info' | 'error'>
}

export function watchKeyFile({ keyFile, isTaken, take, scheduler, logger }: WatchKeyFileOptions): Job {
  let failed: string | undefined
  return scheduler.schedule({
    name: 'look for changed keys',
    every: LOOK_EVERY,
    run() {
      const version = keyFile.version()
      if (isTaken(version) || version === failed) return
      try {
        take()
        logger.info({}, 'changed keys were taken')
      } catch (thrown) {
        // It is tried again when the file changes again.
        failed = version
        logger.error({ ...describeError(thrown) }, 'changed keys were not taken')
      }
    },
  })
}
