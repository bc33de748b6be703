export type { Ledger } from '@hushlog/sdk-core'
export { createHushlog, type Hushlog } from './create-hushlog.js'
export type { HushlogOptions } from './options.js'
