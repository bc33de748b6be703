/** What `hushlog setup` passes to the setup of a sink. */
export interface SetupRun {
  /** Changes nothing. */
  readonly dryRun: boolean
  readonly signal: AbortSignal
  report(step: SetupStep): void
}

export interface SetupStep {
  /** `made`: it was missing. `there`: nothing had to be done. `missing`: it is not there, and a dry run does not make it. */
  readonly state: 'made' | 'there' | 'missing'
  /** Describes it, such as `table interactions, on-demand billing`. */
  readonly what: string
}
