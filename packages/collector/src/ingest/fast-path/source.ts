/**
 * A JSON text and its UTF-16 units: reading a unit from an array is several times cheaper than from a
 * string.
 */
export interface Source {
  readonly text: string
  /** Holds one unit for each of the text: bytes where all are ASCII. */
  readonly codes: Uint8Array | Uint16Array
}

/**
 * Reads the JSON value that begins at an offset.
 *
 * @returns the offset behind the value, or 0 for a value that may not leave unchanged
 */
export type ReadValue = (source: Source, at: number) => number
