/** What a source says for people and for the full set costs bytes in a page: taken out of each module before it is bundled. */

/** What only the full set's prefilter asks of a rule; the browser's set has a sieve of its own. */
const SIGNALS = /^ +(?:needs|digits|stems|pass): .*,$/gm

/** A regular expression with a name. Lines stay where they are, for the source map. */
const NAMED = /^const ([A-Z_]+) = (\/.+\/([a-z]*));$/gm

export const leanSource = {
  name: 'lean-source',
  /** After TypeScript. */
  transform: (code, id) => ({
    code: inlined(/\/sanitize\/rules\//.test(id) ? code.replace(SIGNALS, '') : code),
    map: null,
  }),
}

/**
 * The name of an expression that is used once is not worth its bytes. Minifiers keep it, as each use would make an object;
 * V8 copies it in some 20 ns. One with a place to go on from (`g`, `y`) is left, unless it is used up at once.
 */
function inlined(code) {
  let lean = code
  for (const [declaration, name, pattern, flags] of code.matchAll(NAMED)) {
    const rest = lean.replace(declaration, '')
    const parts = rest.split(new RegExp(`(?<![\\w.])${name}(?!\\w)`))
    if (parts.length === 2 && (!/[gy]/.test(flags) || parts[0].endsWith('.replace(')))
      lean = parts.join(pattern)
  }
  return lean
}
