/**
 * Which property names the minifier must leave alone in the script. Everything else that our own modules say to each other
 * becomes one letter. A name missing here is a broken script, which the vectors in `e2e/browser` show. So does a table of
 * ours that is written with names and read with text (`{ a: 1 }[text]`): such a table is a list or a `Map`.
 */
import { readFileSync } from 'node:fs'

/** What the minifier takes for a name of the browser: all that any object of the DOM has. It exports no list. */
const { domprops } = await import(new URL('tools/domprops.js', import.meta.resolve('terser/package.json')))

/** Some object of the DOM has a property of each of these names, and our modules never read it there: they mean their own. */
const OURS = new Set(
  (
    'accept adopt back byteLength check count drop end ended forget load next placeholder removed required save scope ' +
    'send start url waiting write'
  ).split(' '),
)

/** Said by the page, the browser or the collector, and known neither to the minifier nor to our types. */
const FOREIGN = [
  // Of an answer of the collector.
  'rejected',
  'index',
  'code',
  'path',
  // Of `navigator`, and of what its locks answer.
  'globalPrivacyControl',
  'held',
  // Of the page: the global, its stub and the attributes of marked elements.
  'hushlog',
  'q',
  'createHushlog',
  'hushlogEvent',
]

/** @param types the published declarations: every name and quoted word in them is somebody else's too, fields of events and reasons of drops included. */
export function keptNames(types) {
  const code = readFileSync(types, 'utf8').replace(/\/\*.*?\*\//gs, '')
  const declared = [...code.matchAll(/(\w+)\??(?=['":(<])/g)].map(([, name]) => name)
  const builtIn = domprops.filter((name) => name.length > 1 && !OURS.has(name))
  return [...new Set([...declared, ...FOREIGN, ...builtIn])]
}
