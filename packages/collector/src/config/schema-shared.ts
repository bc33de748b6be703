/** Holds what several parts of the schema use, and what code and commands need of it. */

export const NAME = '^[a-z0-9][a-z0-9-]{0,39}$'
export const NAME_EXPECTED = 'a name of 1 to 40 of a-z, 0-9 and -, not beginning with -'

/** Commands check their options by these, too. */
export const patterns = {
  origin: '^(\\*|[a-z][a-z0-9+.-]*://[^/?#\\s]+)$',
  env: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$',
  bucket: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
  prefix: '^([A-Za-z0-9!_.*()-]+(/[A-Za-z0-9!_.*()-]+)*/?)?$',
  indexPrefix: '^([a-z0-9][a-z0-9_-]{0,63})?$',
} as const

/** Lists what a read token may be allowed to do in its tenant. */
export const scopes = ['read', 'erase', 'boards'] as const

export type Scope = (typeof scopes)[number]

export const MIB = 1024 ** 2

/** Code fills these defaults in, because they depend on more than one value. */
export const TENANT_RETENTION_DAYS = 90
export const S3_LIFECYCLE_DAYS = 365
export const OPENSEARCH_POLICY_DAYS = 90

/** It is longer than any queue keeps an event: an SDK gives one up after 7 days. */
export const MAX_EVENT_AGE_DAYS = 30

/** Analytics tools end a session after half an hour without an event, and the SDKs do the same. */
export const SESSION_IDLE_SECONDS = 1800
