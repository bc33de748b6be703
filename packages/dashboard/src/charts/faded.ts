/** Fades a color of six digits; colors that the system forces stay as they are. */
export const faded = (color: string): string => (/^#[0-9a-f]{6}$/i.test(color) ? `${color}73` : color)
