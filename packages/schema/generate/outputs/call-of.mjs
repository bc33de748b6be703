/** How a pattern is checked: the call of one function for a set of characters, of another for all else. */

/** `^[…]{min,max}$` and `^[…][…]{n}$`, as ids are, are read without an expression. */
const SET = /^\^(?:\[([^\]\\^]+)\])?\[([^\]\\^]+)\]\{(\d+)(?:,(\d+))?\}\$$/

export function callOf(pattern, ofSet, ofPattern) {
  const [, first, characters, min, max = min] = SET.exec(pattern) ?? []
  if (characters === undefined) return `${ofPattern}(${JSON.stringify(pattern)})`
  const more = first === undefined ? 0 : 1
  const members = [expand(characters), Number(min) + more, Number(max) + more]
  if (first !== undefined) members.push(expand(first))
  return `${ofSet}(${members.map((member) => JSON.stringify(member)).join(', ')})`
}

/** The characters of a class: ranges written out; a dash at its end is itself. */
function expand(set) {
  return set.replaceAll(/([0-9A-Za-z])-([0-9A-Za-z])/g, (_, from, to) => {
    const start = from.charCodeAt(0)
    return String.fromCharCode(...Array.from({ length: to.charCodeAt(0) - start + 1 }, (_, i) => start + i))
  })
}
