/** `hushlog setup` passes this to the setup of a sink. */
export interface SetupRun {
  /** Changes nothing. */
  readonly dryRun: boolean
  readonly signal: AbortSignal
  report(step: SetupStep): void
}

export interface SetupStep {
  /**
   * `made` was missing before; `there` needed nothing; `missing` is not there, and a dry run does not make
   * it.
   */
  readonly state: 'made' | 'there' | 'missing'
  /** Describes it, such as `table interactions, on-demand billing`. */
  readonly what: string
}
