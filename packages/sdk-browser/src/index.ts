export type { Ledger } from '@hushlog/sdk-core'
export { createHushlog } from './create-hushlog.js'
export type { HushlogOptions } from './options.js'
export type { Hushlog, PageEventName } from './page-client.js'
