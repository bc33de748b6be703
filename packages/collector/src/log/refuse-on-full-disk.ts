/** Keeps the reserve of the disk: the log refuses to append before the disk is full to the last byte. */
import { type Log, LogFullError } from './log.js'
import type { LogSpace } from './space.js'

export const refuseOnFullDisk = (log: Log, space: Pick<LogSpace, 'isDiskFull'>): Log => ({
  ...log,
  async append(records) {
    if (records.length > 0 && space.isDiskFull()) throw new LogFullError('disk')
    return log.append(records)
  },
})
