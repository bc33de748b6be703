/**
 * Replaces `${NAME}` in a configuration file. References are hidden from the YAML parser behind characters of a private-use
 * area, one for one, so that `[${TOKEN}]` needs no quotes and positions stay. They are filled in after parsing, so that a
 * value cannot add structure.
 */
const OPEN = '\uE000\uE000'
const CLOSE = '\uE001'

export const hideReferences = (text: string): string =>
  text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, `${OPEN}$1${CLOSE}`)

const HIDDEN = new RegExp(`${OPEN}(\\w+)${CLOSE}`, 'g')

export type Environment = Readonly<Record<string, string | undefined>>

/** @param onMissing hears the name of each variable that is not set */
export const fillReferences = (
  text: string,
  environment: Environment,
  onMissing: (name: string) => void,
): string =>
  text.replace(HIDDEN, (_, name: string) => {
    const value = environment[name]
    if (value === undefined) onMissing(name)
    return value ?? ''
  })
