/** Lets the menu of a panel save the picture that the chart inside drew. */
import { createContext } from 'preact'
import { useContext, useEffect } from 'preact/hooks'

export interface PictureHolder {
  /** Returns the canvas, if the chart is drawn on one now. */
  take: (() => { readonly canvas: HTMLCanvasElement; readonly background: string } | undefined) | undefined
}

export const PictureContext = createContext<PictureHolder>({ take: undefined })

/** Offers the canvas of a chart to the menu around it. */
export function usePicture(canvas: () => HTMLCanvasElement | null, background: string): void {
  const holder = useContext(PictureContext)
  useEffect(() => {
    holder.take = () => {
      const drawn = canvas()
      return drawn ? { canvas: drawn, background } : undefined
    }
    return () => {
      holder.take = undefined
    }
  })
}
