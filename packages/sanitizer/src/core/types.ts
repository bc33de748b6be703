/** The types of an application's own rules, and of the findings that a search reports. */

/** A rule that an application adds to the built-in ones. */
export interface CustomRule {
  /**
   * Names the rule in findings and counts: 1 to 32 of `a-z0-9_`, beginning with a letter. Several rules may
   * share one.
   */
  readonly id: string
  /**
   * It must take linear time: bounded repetitions, no backreference. `hushlog check` and the docs say
   * exactly what passes.
   */
  readonly pattern: RegExp | string
  /** Flags of a pattern that is given as text: `i`, `m`, `s`, `u`. */
  readonly flags?: string | undefined
  /** Replaces the value: a name in brackets. The default is `[id]`. */
  readonly replacement?: string | undefined
  /** Says whether a match is a value, for example by its check digit. If it throws, the event is dropped. */
  readonly validate?: (value: string) => boolean
}

/** Holds the rules and keys of an application. Neither list may change after its first use. */
export interface CustomOptions {
  readonly rules?: readonly CustomRule[] | undefined
  /**
   * Values of these keys never leave. Keys are compared without case and separators (`employeeNumber` is
   * `employee_number`). In a map a denied key removes any value, elsewhere an optional field that holds words
   * (`label`, `text`, `url`, `subject`, lists).
   */
  readonly denyKeys?: readonly string[] | undefined
}

export interface Finding {
  readonly rule: string
  /** UTF-16 offsets into the input. */
  readonly start: number
  readonly end: number
}
