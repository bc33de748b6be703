/**
 * Leaves a line in the log for every read, export, erasure, signing in and saving: who, what, of which tenant and period, and how
 * many rows. A line holds no value: neither a credential nor the id of a session or a person.
 */
import type { Logger } from '../runtime/logger.js'
import { createRepeats } from '../runtime/repeats.js'
import type { Scheduler } from '../runtime/scheduler.js'

interface Audited {
  /** Is `admin`, the name, hint or place of a token, or `system`. */
  readonly who: string
  /** The id of a tenant, or `*` for all. */
  readonly tenant: string
}

export interface AuditedRead extends Audited {
  /** Names what was read. */
  readonly report: string
  /** The day or time with which the period begins; it ends with the time of the line. */
  readonly from?: string
}

export interface AuditedExport extends Audited {
  readonly format: string
  readonly type: string
  readonly from: string
  readonly to: string
  /** Is false when the client left before the end. */
  readonly complete: boolean
}

export interface AuditedErasure extends Audited {
  /** The id of the receipt. */
  readonly erasure: string
  readonly kind: string
}

export interface Audit {
  /**
   * Dashboards read every few seconds: the first read has its line at once, and what the same reader repeats has one a
   * minute, with how often it was.
   */
  read(fields: AuditedRead, rows: number): void
  exported(fields: AuditedExport, rows: number): void
  erasureRequested(fields: AuditedErasure): void
  signedIn(fields: Audited): void
  boardChanged(action: 'save_board' | 'remove_board', fields: Audited): void
  /** Writes what has not been written. */
  flush(): void
}

const AUDIT = 'audit'

export function createAudit(logger: Pick<Logger, 'info'>, scheduler: Scheduler): Audit {
  const reads = createRepeats<AuditedRead>({
    scheduler,
    name: 'write audit lines of reads',
    write: (fields, times, rows) => logger.info({ action: 'read', ...fields, times, rows }, AUDIT),
  })
  return {
    read: reads.note,
    exported: (fields, rows) => logger.info({ action: 'export', ...fields, rows }, AUDIT),
    erasureRequested: (fields) => logger.info({ action: 'erase', ...fields }, AUDIT),
    signedIn: (fields) => logger.info({ action: 'sign_in', ...fields }, AUDIT),
    boardChanged: (action, fields) => logger.info({ action, ...fields }, AUDIT),
    flush: reads.flush,
  }
}
