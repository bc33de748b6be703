export { type Client, type CoreClient, type CoreOptions, createClient, type TrackFields } from './client.js'
export type { DropReason, Ledger } from './ledger.js'
export { dropReasons } from './ledger.js'
export type { Platform, SendRequest, SendResponse } from './platform.js'
