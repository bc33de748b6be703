import type { PictureHolder } from './picture.js'
import { saveFile } from './save-file.js'

/** Saves what a chart drew, on the ground of the page: a transparent picture is unreadable elsewhere. */
export function savePicture(holder: PictureHolder, name: string): void {
  const taken = holder.take?.()
  if (taken === undefined) return
  const copy = document.createElement('canvas')
  copy.width = taken.canvas.width
  copy.height = taken.canvas.height
  const context = copy.getContext('2d')
  if (context === null) return
  context.fillStyle = taken.background
  context.fillRect(0, 0, copy.width, copy.height)
  context.drawImage(taken.canvas, 0, 0)
  copy.toBlob((blob) => blob && saveFile(blob, name))
}
