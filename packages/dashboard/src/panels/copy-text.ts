/** Copies a text, also where a page without HTTPS has no clipboard. */
export function copyText(text: string): void {
  if (navigator.clipboard) void navigator.clipboard.writeText(text).catch(() => copyBySelection(text))
  else copyBySelection(text)
}

function copyBySelection(text: string): void {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
