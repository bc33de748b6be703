/** What an application adds to the rules, and what a search reports. */

/** A rule of the application, beside those of the table. */
export interface CustomRule {
  /** 1 to 32 of `a-z0-9_`, beginning with a letter: the name in findings and counts. Several rules may share one. */
  readonly id: string
  /** Must take linear time: bounded repetitions, no backreference; `hushlog check` and the docs say exactly what passes. */
  readonly pattern: RegExp | string
  /** Flags of a pattern that is given as text: `i`, `m`, `s`, `u`. */
  readonly flags?: string | undefined
  /** A name in brackets; without it `[id]`. */
  readonly replacement?: string | undefined
  /** Says whether what the pattern matches is a value at all, such as by its check digit. If it throws, the event is dropped. */
  readonly validate?: (value: string) => boolean
}

/** What an application adds. Neither list may change after its first use. */
export interface CustomOptions {
  readonly rules?: readonly CustomRule[] | undefined
  /**
   * Keys whose values never leave, compared without case and separators (`employeeNumber` is `employee_number`): in maps
   * any value, elsewhere optional fields that hold words (`label`, `text`, `url`, `subject`, lists).
   */
  readonly denyKeys?: readonly string[] | undefined
}

export interface Finding {
  readonly rule: string
  /** UTF-16 offsets into the input. */
  readonly start: number
  readonly end: number
}
