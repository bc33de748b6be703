/**
 * Reads objects where they stand in a JSON text: known members in any order, each once, and the required ones
 * among them. Objects that the same code makes have the same order, so the member that followed the last time
 * is tried first.
 */
import { CLOSE_OBJECT, COMMA, codesOf, OPEN_OBJECT, QUOTE, startsWith } from './json-codes.js'
import type { ReadValue, Source } from './source.js'

export interface Member {
  readonly name: string
  /** Holds `"name":`. */
  readonly prefix: Uint8Array
  readonly read: ReadValue
  /** Numbers the members of an object from 1; it is the same in every shape that has the member. */
  readonly position: number
  /**
   * Returns the shape of the object after the value was read; undefined where the value does not decide it.
   */
  readonly chooseShape: (() => Shape) | undefined
  /** The number of the event that had the member last, and where its value was in the text. */
  eventNumber: number
  start: number
  end: number
}

export interface Shape {
  readonly members: ReadonlyMap<string, Member>
  readonly required: readonly Member[]
  /** Holds by position which member came next the last time; at 0 the one behind the opening brace. */
  readonly next: (Member | undefined)[]
}

export const createMember = (
  name: string,
  read: ReadValue,
  position: number,
  chooseShape?: () => Shape,
): Member => ({
  name,
  prefix: codesOf(`"${name}":`),
  read,
  position,
  chooseShape,
  eventNumber: 0,
  start: 0,
  end: 0,
})

export const createShape = (members: readonly Member[], isRequired: (member: Member) => boolean): Shape => ({
  members: new Map(members.map((member) => [member.name, member])),
  required: members.filter(isRequired),
  next: new Array<Member | undefined>(members.length + 1).fill(undefined),
})

/** @param eventNumber a number that no event before had */
export function readObject(source: Source, at: number, firstShape: Shape, eventNumber: number): number {
  const { codes } = source
  if (codes[at] !== OPEN_OBJECT) return 0
  let shape = firstShape
  let position = 0
  let here = at
  do {
    here++
    let member = shape.next[position]
    if (member === undefined || !startsWith(codes, here, member.prefix)) {
      member = memberAt(source, here, shape)
      if (member === undefined) return 0
      shape.next[position] = member
    }
    if (member.eventNumber === eventNumber) return 0
    member.eventNumber = eventNumber
    member.start = here + member.prefix.length
    here = member.read(source, member.start)
    if (here === 0) return 0
    member.end = here
    position = member.position
    if (member.chooseShape !== undefined) shape = member.chooseShape()
  } while (codes[here] === COMMA)
  if (codes[here] !== CLOSE_OBJECT) return 0
  for (const member of shape.required) if (member.eventNumber !== eventNumber) return 0
  return here + 1
}

function memberAt({ text, codes }: Source, at: number, { members }: Shape): Member | undefined {
  if (codes[at] !== QUOTE) return undefined
  const member = members.get(text.slice(at + 1, text.indexOf('"', at + 1)))
  return member !== undefined && startsWith(codes, at, member.prefix) ? member : undefined
}
