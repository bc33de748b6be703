export type { Ledger } from '@hushlog/sdk-core'
export { createHushlog, type Hushlog, type HushlogOptions } from './create-hushlog.js'
export { type HushlogContext, withContext, withSession } from './scope.js'
