// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

/** Describes the first failure that Ajv found. */
export interface Failure {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

export interface Validator {
  (data: unknown): boolean
  errors?: readonly Failure[] | null
}

export declare const envelope: Validator
/** Holds the validators by event type. */
export declare const eventValidators: ReadonlyMap<string, Validator>
