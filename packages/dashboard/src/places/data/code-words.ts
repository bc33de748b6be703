/** Says what a code means and what to do, in the words of `docs/codes.md`, which come with the dashboard. */
import codes from '../../../../../docs/codes.md?raw'

export interface CodeWords {
  readonly means: string
  readonly advice: string
}

const CODE = /^`([a-z_]+)`$/

/** Links and code marks of a document are words here. */
const plain = (text: string) => text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '')

/** Reads the rows of all tables: a code, what it means, what to do. */
export function readCodes(text: string): ReadonlyMap<string, CodeWords> {
  const words = new Map<string, CodeWords>()
  for (const line of text.split('\n')) {
    const cells = line.startsWith('|') ? line.split(/(?<!\\)\|/).map((cell) => cell.trim()) : []
    const at = cells.findIndex((cell) => CODE.test(cell))
    const [, code] = CODE.exec(cells[at] ?? '') ?? []
    const means = cells[at + 1]
    if (code === undefined || !means || words.has(code)) continue
    words.set(code, { means: plain(means), advice: plain(cells[at + 2] ?? '') })
  }
  return words
}

export const codeWords = readCodes(codes)
