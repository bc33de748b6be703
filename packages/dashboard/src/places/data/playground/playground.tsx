/** Runs the sanitizer of the SDKs and the collector on a text in this page, and shows what would leave. It makes no request. */
import { type Finding, redactText } from '@hushlog/schema/sanitize'
import { redactText as redactInPage } from '@hushlog/schema/sanitize-browser'
import type { ComponentChildren } from 'preact'
import { useId, useMemo, useState } from 'preact/hooks'
import { formatFigure } from '../../../format/figure.js'
import { formatRule } from '../rule-name.js'
import '../../../styles/playground.css'
import { countRules, pieces } from './pieces.js'

/** The limit is in UTF-16 units, and is eight times what the sanitizer reads of a text field. */
const LENGTH_MAX = 65_536

const EXAMPLE = `Hi, I'm Ada, ada@example.com, or call +1 202-555-0143 after six.
My card 4111 1111 1111 1111 was charged twice, order 2025550143.
I come from https://shop.example/?page=2&gclid=EAIaIQob1 on 192.0.2.17, and my password is hunter2!`

const sets = [
  { id: 'full', name: 'Node and collector', run: redactText },
  { id: 'page', name: 'In pages', run: redactInPage },
] as const

export function Playground() {
  const id = useId()
  const [text, setText] = useState('')
  const [set, setSet] = useState<(typeof sets)[number]>(sets[0])
  const { text: left, findings } = useMemo(() => set.run(text), [text, set])
  return (
    <div class="playground-inside">
      <p class="assurance">
        <strong>Nothing you type here is sent or kept.</strong> This page runs the same rules as the SDKs and
        the collector. While content capture is off, the default, a text like this does not leave at all;
        names and street addresses are not recognised.
      </p>
      <div class="playground-columns">
        <div class="playground-column">
          <div class="playground-head">
            <label for={id}>Your text</label>
            <button type="button" class="toggle" onClick={() => setText(EXAMPLE)}>
              Use an example
            </button>
          </div>
          <textarea
            id={id}
            rows={7}
            maxLength={LENGTH_MAX}
            spellcheck={false}
            autocomplete="off"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <fieldset class="periods">
            <legend class="visually-hidden">Rules</legend>
            {sets.map((one) => (
              <label key={one.id}>
                <input
                  type="radio"
                  name={`${id}-set`}
                  checked={set.id === one.id}
                  onChange={() => setSet(one)}
                />
                <span>{one.name}</span>
              </label>
            ))}
          </fieldset>
        </div>
        <Output title="What was found" empty="Type or paste a text." text={text}>
          <Marked text={text} findings={findings} />
        </Output>
        <Output title="What would leave" empty="" text={text}>
          {left}
        </Output>
      </div>
      <p class="found-sum" role="status">
        {text !== '' && summary(findings)}
      </p>
    </div>
  )
}

interface OutputProps {
  readonly title: string
  readonly empty: string
  readonly text: string
  readonly children: ComponentChildren
}

function Output({ title, empty, text, children }: OutputProps) {
  const id = useId()
  return (
    <section class="playground-column" aria-labelledby={id}>
      <div class="playground-head">
        <h3 id={id}>{title}</h3>
      </div>
      <p class="playground-text">{text === '' ? <span class="muted">{empty}</span> : children}</p>
    </section>
  )
}

/** Marks the findings of a text. A screen reader reads the rule after the value. */
function Marked({ text, findings }: { text: string; findings: readonly Finding[] }) {
  return (
    <>
      {pieces(text, findings).map(({ at, part, rule }) =>
        rule === undefined ? (
          part
        ) : (
          <mark key={at}>
            {part}
            <span class="found-rule">
              <span class="visually-hidden"> (</span>
              {formatRule(rule)}
              <span class="visually-hidden">) </span>
            </span>
          </mark>
        ),
      )}
    </>
  )
}

function summary(findings: readonly Finding[]): string {
  if (findings.length === 0)
    return 'Nothing was found: the text would leave as it is, if content capture is on.'
  const rules = countRules(findings).map(
    ([rule, count]) => `${formatRule(rule)} ${formatFigure(count, 'count')}`,
  )
  return `${formatFigure(findings.length, 'count')} ${findings.length === 1 ? 'finding' : 'findings'}: ${rules.join(', ')}.`
}
