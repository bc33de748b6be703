/** What may be told of an error: its class and code. Never the message, which can repeat a value of a record. */
export interface FailureName {
  readonly error: string
  readonly code: string | undefined
}

const NAME = /^[A-Za-z]{1,60}$/
const CODE = /^[A-Za-z0-9_]{1,60}$/

export function nameFailure(thrown: unknown): FailureName {
  if (!(thrown instanceof Error)) return { error: 'unknown', code: undefined }
  const code = 'code' in thrown ? thrown.code : undefined
  return {
    error: NAME.test(thrown.name) ? thrown.name : 'Error',
    code: typeof code === 'string' && CODE.test(code) ? code : undefined,
  }
}
