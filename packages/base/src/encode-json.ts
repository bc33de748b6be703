/**
 * Encodes plain objects, lists, texts, figures and booleans as `JSON.stringify` does, but without `toJSON`: a
 * program may have given all its objects or lists one, and it would decide what leaves.
 *
 * @param value has no member that JSON leaves out, such as undefined
 */
export const encodeJson = (value: unknown): string =>
  // A list inherits from both prototypes that can have it.
  'toJSON' in [] && typeof value === 'object' && value
    ? Array.isArray(value)
      ? `[${value.map(encodeJson)}]`
      : `{${Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${encodeJson(member)}`)}}`
    : JSON.stringify(value)
