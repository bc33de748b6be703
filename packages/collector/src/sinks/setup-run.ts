/** What `hushlog setup` gives to the setup of a sink, and is told by it. */
export interface SetupStep {
  /** `made`: it was missing. `there`: nothing to do. `missing`: a dry run would make it. */
  readonly state: 'made' | 'there' | 'missing'
  /** Such as `table interactions, on-demand billing`. */
  readonly what: string
}

export interface SetupRun {
  /** Looks and changes nothing. */
  readonly dryRun: boolean
  readonly signal: AbortSignal
  say(step: SetupStep): void
}
