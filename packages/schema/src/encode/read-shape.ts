/**
 * Objects as they stand in a JSON text: known fields in any order, each once, and the required ones among them.
 * Which field followed another the last time is tried first, since what is made by the same code has the same order.
 */
import { CLOSE, COMMA, codesOf, isAt, OPEN, QUOTE } from './codes.js'
import type { Read, Source } from './members.js'

export interface Field {
  readonly name: string
  /** `"name":` */
  readonly lead: Uint8Array
  readonly read: Read
  /** Its number, from 1, in every shape that has it. */
  readonly place: number
  /** The shape that its value, just read, tells the object to have; undefined where every value leaves it as it is. */
  readonly tells: (() => Shape) | undefined
  /** The turn in which it came last, and where its value was. */
  seen: number
  from: number
  end: number
}

export interface Shape {
  readonly fields: ReadonlyMap<string, Field>
  readonly required: readonly Field[]
  /** By place: what came behind that field the last time; behind the opening brace at 0. */
  readonly next: (Field | undefined)[]
}

export const newField = (name: string, read: Read, place: number, tells?: () => Shape): Field => ({
  name,
  lead: codesOf(`"${name}":`),
  read,
  place,
  tells,
  seen: 0,
  from: 0,
  end: 0,
})

export const newShape = (fields: readonly Field[], isRequired: (field: Field) => boolean): Shape => ({
  fields: new Map(fields.map((field) => [field.name, field])),
  required: fields.filter(isRequired),
  next: new Array<Field | undefined>(fields.length + 1).fill(undefined),
})

/** `turn` is another one for each event. */
export function readShape(source: Source, at: number, first: Shape, turn: number): number {
  const { codes } = source
  if (codes[at] !== OPEN) return 0
  let shape = first
  let place = 0
  let here = at
  do {
    here++
    let field = shape.next[place]
    if (field === undefined || !isAt(codes, here, field.lead)) {
      field = named(source, here, shape)
      if (field === undefined) return 0
      shape.next[place] = field
    }
    if (field.seen === turn) return 0
    field.seen = turn
    field.from = here + field.lead.length
    here = field.read(source, field.from)
    if (here === 0) return 0
    field.end = here
    place = field.place
    if (field.tells !== undefined) shape = field.tells()
  } while (codes[here] === COMMA)
  if (codes[here] !== CLOSE) return 0
  for (const field of shape.required) if (field.seen !== turn) return 0
  return here + 1
}

function named({ text, codes }: Source, at: number, { fields }: Shape): Field | undefined {
  if (codes[at] !== QUOTE) return undefined
  const field = fields.get(text.slice(at + 1, text.indexOf('"', at + 1)))
  return field !== undefined && isAt(codes, at, field.lead) ? field : undefined
}
