/** Writes what commands print. */

export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)
}

export const printLines = (lines: readonly string[]): void => {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}

/** Ends quietly when whoever reads standard output has enough, as `head` has after some lines. */
export const endWithReader = (): void => {
  process.stdout.on('error', () => process.exit())
}
