// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

/** What Ajv says about the first thing that is wrong. */
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
/** By event type. */
export declare const eventValidators: ReadonlyMap<string, Validator>
