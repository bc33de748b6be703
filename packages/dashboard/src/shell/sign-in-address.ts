/** Returns the page for signing in, which leads back to what is shown now. */
export const signInAddress = ({ pathname, search }: Location): string =>
  `/sign-in?next=${encodeURIComponent(pathname + search)}`
