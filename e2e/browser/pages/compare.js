/** Returns a text that is equal for equal values, whatever the order of their keys. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

/** Returns remarks or findings as `email:1,phone:2`. */
export const countsOf = (pairs) => [...pairs].map(({ rule, count }) => `${rule}:${count}`).sort()
