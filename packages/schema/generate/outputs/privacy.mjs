/**
 * Writes `docs/privacy.md` from the table of rules and its samples: what is caught, by which engine, how
 * well, and what is not.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../sanitizer/src/rules')
/** Written by `npm run bench -- sanitizer <folder> --write`. */
const figuresPath = join(folder, '../../../../bench/sanitizer/figures.json')

/** A file per rule: `secret-token.ts` has the rule `secret_token` and its samples. */
async function readTable() {
  const files = readdirSync(folder).filter((name) => /^[a-z-]+\.ts$/.test(name) && !name.includes('.test.'))
  const withSamples = files.filter((name) =>
    /export const \w+Samples\b/.test(readFileSync(join(folder, name), 'utf8')),
  )
  const entry = [
    `export { rules } from './index.js'`,
    `export { pageDetectors } from '../page/detectors.js'`,
    ...withSamples.map((name, i) => `export * as file${i} from './${name.replace('.ts', '.js')}'`),
  ].join('\n')
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: folder, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  const code = Buffer.from(outputFiles[0].text).toString('base64')
  const { rules, pageDetectors, ...modules } = await import(`data:text/javascript;base64,${code}`)
  const inPage = new Set(pageDetectors.map(({ rule }) => rule))
  const byId = new Map(
    withSamples.map((name, i) => {
      const members = Object.entries(modules[`file${i}`])
      const samples = members.find(([key]) => key.endsWith('Samples'))[1]
      return [
        name.replace('.ts', '').replaceAll('-', '_'),
        { samples, about: aboutOf(readFileSync(join(folder, name), 'utf8')) },
      ]
    }),
  )
  return rules.map((rule) => ({
    ...rule,
    ...byId.get(rule.id),
    inPage: inPage.has(rule.id),
    pageDetectors: pageDetectors.filter((detector) => detector.rule === rule.id).length,
  }))
}

/** The comment that the file begins with. */
function aboutOf(source) {
  const [, comment = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(source) ?? []
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
    .join(' ')
    .trim()
}

/** Long ones are cut: they show a shape, and a scanner of secrets should not stop at this page. */
const code = (text) => {
  const short = text.length > 56 ? `${text.slice(0, 28)}…` : text
  const shown = short.replace(/\s/g, ' ')
  const ticks = shown.includes('`') ? '``' : '`'
  return `${ticks}${ticks === '``' ? ' ' : ''}${shown}${ticks === '``' ? ' ' : ''}${ticks}`.replaceAll(
    '|',
    '\\|',
  )
}

const EXAMPLES = 4

function section({ id, placeholder, about, samples, inPage, detectors, pageDetectors }) {
  const where = !inPage
    ? 'Node and the collector'
    : pageDetectors < detectors.length
      ? 'pages (the clear forms), Node and the collector'
      : 'pages, Node and the collector'
  const examples = samples.match
    .slice(0, EXAMPLES)
    .map(([text, redacted]) => `| ${code(text)} | ${code(redacted)} |`)
    .join('\n')
  const left = samples.clean.slice(0, EXAMPLES).map(code).join(', ')
  return `### \`${id}\` becomes \`${placeholder}\`

${about} Runs in ${where}.

| text | what leaves |
|---|---|
${examples}

Left as it is: ${left}.
`
}

const NAMES = {
  email: 'e-mail addresses',
  phone: 'telephone numbers',
  credit_card: 'payment cards',
  iban: 'IBAN',
  national_id: 'national and tax ids, with context',
  ip: 'IP addresses',
  mac: 'hardware addresses',
  secret: 'passwords, tokens and keys',
  tracking_url: 'tracking parameters',
}

const percent = (share) => `${(share * 100).toFixed(1)} %`

function measured() {
  if (!existsSync(figuresPath)) return 'No figures have been written yet.\n'
  const { records, found, clean } = JSON.parse(readFileSync(figuresPath, 'utf8'))
  const rows = Object.entries(found).map(
    ([type, { all, full, browser }]) =>
      `| ${NAMES[type] ?? type} | ${all} | ${percent(full)} | ${percent(browser)} |`,
  )
  return `The table shows the share of values of which no letter and no digit is left, on ${records} labelled public texts that are no part of this
repository (some of their labels are debatable, and the rules were developed with them in sight, so expect somewhat less on
your own):

| kind | values | full set | pages |
|---|---|---|---|
${rows.join('\n')}
| *ordinary texts changed* | ${clean.all} | ${percent(clean.full)} | ${percent(clean.browser)} |

A page runs its rules one after the other. It replaces the rest of the word behind an encoded character too, and a text in which
only the decoded form shows a value leaves decoded. It keeps fewer harmless parameters of addresses than the collector. It leaves
to the collector: a mistyped account whose word is behind a placeholder; a parameter of an address behind one; a host behind
a password with an \`@\` in it; a token with digits of several scripts in encoded forms; a card without its check digit beside a
word of another script; an entity by name (\`&commat;\`); an address that is spelled out (\`at … dot …\`, but not
\`at gmail.com\`); and a secret with a name in brackets in it, which looks like a placeholder.

The collector finds what a page misses before anything is stored. The metric \`hushlog_sanitizer_findings_total{stage="collector"}\`
and the dashboard's privacy ledger count it. Measure on text of your own: \`npm run bench -- sanitizer <folder>\`.
`
}

const own = readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'privacy-own-rules.md'), 'utf8')

export async function privacy() {
  const table = await readTable()
  const rows = table.map(
    ({ id, placeholder, inPage, detectors, pageDetectors }) =>
      `| [\`${id}\`](#${id}-becomes-${placeholder.slice(1, -1)}) | \`${placeholder}\` | ${!inPage ? 'no' : pageDetectors < detectors.length ? 'the clear forms' : 'yes'} | yes |`,
  )
  const content = `<!-- Generated from packages/sanitizer/src/rules by \`pnpm --filter @hushlog/schema generate\`. Do not edit. -->

# Privacy

An event is sanitized by the privacy class of each of its fields ([events.md](events.md)) before it is queued, and again in the
collector before it is stored. With content capture off, which is the default, no text that a person or a model wrote leaves at
all; these rules then protect labels, addresses and properties. Try them on a text of your own: \`npx hushlog redact\`,
or the playground of the dashboard, where nothing is sent.

A placeholder replaces the whole value. Redacting again changes nothing. The rules also find values in encoded forms (\`%40\`, \`\\u0040\`, \`&#64;\`), with digits of other
scripts, with unusual dashes and with invisible characters.

## What is caught

| rule | becomes | in pages | in Node and the collector |
|---|---|---|---|
${rows.join('\n')}

${table.map(section).join('\n')}
In \`custom.properties\` the last word of a key says what the value is: any value of \`password\`, \`access_token\`, \`email\`, \`first_name\`,
\`date_of_birth\`, … is replaced, and any value of \`message\`, \`prompt\`, \`answer\`, … counts as text. Where such a word stands before the last
one, the value decides: figures, booleans, times and words of a list stay (\`auth_provider: google\`, \`token_budget: 4000\`,
\`message_role: assistant\`, \`mobile_os: iOS 17\`), and anything else is replaced or counts as text. A page reads only the last word of a key,
which says what the value is (\`customer_email\`, \`billingAddress\`, not \`email_status\`), and knows the words that are used most:
secrets (\`password\`, \`pwd\`, \`token\`, \`cookie\`, \`secret\`, \`api_key\`, \`otp\`, \`pin\`, \`cvv\`), e-mail, phone and IP addresses,
addresses and streets, first, last, full and user names, \`ssn\`, \`passport\`, \`tax_id\` and dates of birth (all four \`[id]\`), and for text what
people and models write (\`text\`, \`message\`, \`query\`, \`prompt\`, \`comment\`, \`content\`, \`answer\`, \`note\`, \`input\`, \`search\`, …). The
collector knows more words, also before the last one (\`token_value\`, \`body_html\`), and sanitizes again. In addresses (class \`url\`)
query, fragment, user name and password are removed, and each segment of the path is scanned.

## What is not caught

- **Names of people** in free text. Most are also words, places or products; the best rules and word lists find about half of them
  and remove a third of all other text. Only under a key that says so (\`full_name\`) is a name replaced.
- **Street addresses** in free text, for the same reason: the best rules find a quarter and remove as much.
- National ids without context (a Polish PESEL without the word beside it looks like any eleven
  digits), telephone numbers without a country code and without a word for telephone in the shape of an order number, passwords
  in prose without a digit, and anything that a person describes in words.
- Anything in pictures, files and other encodings (base64, compressed).

Leave content capture off where such things may occur.

## How well

${measured()}
${own}`
  return [{ path: '../../docs/privacy.md', content }]
}
