/** Frames every panel with a heading and a line of explanation. The figures of a chart are also there as a table. */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'

export interface TableSpec {
  readonly caption: string
  readonly head: readonly string[]
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly string[])[]
}

interface PanelProps {
  readonly title: string
  readonly note?: string
  readonly size: 'wide' | 'narrow' | 'full' | 'half'
  /** The figures of a chart as a table, which adds the toggle. */
  readonly table?: TableSpec
  readonly children: ComponentChildren
}

export function Panel({ title, note, size, table, children }: PanelProps) {
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  return (
    <section class={`panel panel-${size}`} aria-labelledby={id}>
      <div class="panel-head">
        <div>
          <h2 id={id}>{title}</h2>
          {note !== undefined && <p class="note">{note}</p>}
        </div>
        {table && (
          <button type="button" class="toggle" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            Show as table<span class="visually-hidden">: {title}</span>
          </button>
        )}
      </div>
      {table && asTable ? <FigureTable spec={table} /> : children}
    </section>
  )
}

function FigureTable({ spec }: { spec: TableSpec }) {
  return (
    <Scroll label={spec.caption}>
      <table class="figures">
        <caption class="visually-hidden">{spec.caption}</caption>
        <thead>
          <tr>
            {spec.head.map((cell, i) => (
              <th key={cell} scope="col" class={i === 0 ? '' : 'number'}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spec.rows.map((row) => (
            <tr key={row[0]}>
              <th scope="row">{row[0]}</th>
              {row.slice(1).map((cell, i) => (
                <td key={spec.head[i + 1]} class="number">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** Scrolls a region that is wider or taller than its panel. Only then does it take the focus, so that keys can scroll it. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  const region = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = region.current
    if (!element) return
    const update = () => {
      const overflows =
        element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight
      if (overflows) element.tabIndex = 0
      else element.removeAttribute('tabindex')
    }
    const observer = new ResizeObserver(update)
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [])
  return (
    <section ref={region} class="scroll" aria-label={label}>
      {children}
    </section>
  )
}

export interface LegendItem {
  readonly label: string
  readonly color: string
  readonly shape: 'bar' | 'line' | 'dashed'
}

export function Legend({ items }: { items: readonly LegendItem[] }) {
  return (
    <ul class="legend">
      {items.map((item) => (
        <li key={item.label}>
          <span class={`key key-${item.shape} ${item.color}`} aria-hidden="true" />
          {item.label}
        </li>
      ))}
    </ul>
  )
}

/** Draws a bar in a table cell, beside its figure. */
export function Bar({ share, color = 'series-1' }: { share: number; color?: string }) {
  return (
    <span class={`bar ${color}`} aria-hidden="true">
      <span style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
    </span>
  )
}

export function Nothing({ children }: { children: ComponentChildren }) {
  return <p class="nothing">{children}</p>
}
