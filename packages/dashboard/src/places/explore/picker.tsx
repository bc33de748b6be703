/** Chooses several of many, by searching or by looking through groups. */
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { Chooser } from '../../shell/chooser.js'
import type { Choice } from './dimensions-for.js'
import { findChoices } from './find-choices.js'
import { Words } from './words.js'

interface PickerProps {
  readonly label: string
  /** Says what is added, such as `a metric`. */
  readonly what: string
  readonly choices: readonly Choice[]
  readonly chosen: readonly string[]
  /** The collector takes so many at most. */
  readonly most: number
  readonly onChange: (ids: readonly string[]) => void
  /** Returns a choice that the text itself names, where there are more than can be listed. */
  readonly named?: (text: string) => Choice | undefined
  readonly children?: preact.ComponentChildren
}

export function Picker({ label, what, choices, chosen, most, onChange, named, children }: PickerProps) {
  const id = useId()
  const titleOf = (each: string) => choices.find((choice) => choice.id === each)?.title ?? each
  return (
    <section class="picker" aria-labelledby={id}>
      <h2 id={id}>{label}</h2>
      <div class="picks">
        <ul>
          {chosen.map((each) => (
            <li key={each} class="filter">
              <bdi title={each}>{titleOf(each)}</bdi>
              <button type="button" onClick={() => onChange(chosen.filter((other) => other !== each))}>
                <span aria-hidden="true">×</span>
                <span class="visually-hidden">Remove {titleOf(each)}</span>
              </button>
            </li>
          ))}
        </ul>
        {chosen.length < most && (
          <Chooser label={label} value={`Add ${what}`}>
            {(close) => (
              <Search
                label={`Find ${what}`}
                choices={choices}
                chosen={chosen}
                named={named}
                onChoose={(choice) => {
                  close()
                  onChange([...chosen, choice])
                }}
              />
            )}
          </Chooser>
        )}
      </div>
      {children}
    </section>
  )
}

interface SearchProps {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly chosen: readonly string[]
  readonly named: ((text: string) => Choice | undefined) | undefined
  readonly onChoose: (id: string) => void
}

function Search({ label, choices, chosen, named, onChoose }: SearchProps) {
  const [text, setText] = useState('')
  const root = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const details = root.current?.closest('details')
    const onToggle = () => {
      if (details?.open) input.current?.focus()
      else setText('')
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      event.preventDefault()
      moveFocus(root.current, event.key === 'ArrowDown' ? 1 : -1)
    }
    details?.addEventListener('toggle', onToggle)
    details?.addEventListener('keydown', onKeyDown)
    return () => {
      details?.removeEventListener('toggle', onToggle)
      details?.removeEventListener('keydown', onKeyDown)
    }
  }, [])
  const own = named?.(text.trim())
  const open = choices.filter(({ id }) => !chosen.includes(id))
  const { groups, left } = findChoices(own === undefined ? open : [own], own === undefined ? text : '')
  return (
    <div ref={root} class="search">
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = groups[0]?.[1] ?? []
          if (event.key !== 'Enter' || text.trim() === '' || first === undefined) return
          // Else the same key would press the button that takes the focus.
          event.preventDefault()
          onChoose(first.id)
        }}
      />
      <div class="found">
        {groups.map(([subject, found]) => (
          <section key={subject} aria-label={subject}>
            <h3>{subject}</h3>
            <ul>
              {found.map(({ id, title, description }) => (
                <li key={id}>
                  <button type="button" title={id} onClick={() => onChoose(id)}>
                    <bdi>{title}</bdi>
                    <span class="note">
                      <Words text={description} />
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <p class="note" role="status">
          {groups.length === 0 && 'Nothing has these words.'}
          {left > 0 && `${left} more: type a word to find them.`}
        </p>
      </div>
    </div>
  )
}

/** The search and the choices below it are one list for the arrow keys. */
function moveFocus(root: HTMLElement | null, by: number): void {
  const stops = [...(root?.querySelectorAll<HTMLElement>('input, button') ?? [])]
  const at = stops.indexOf(document.activeElement as HTMLElement)
  stops[Math.max(0, Math.min(stops.length - 1, at + by))]?.focus()
}
