/* What elements ask of the page, as events: who asks need not know who answers. */

/** @type {(name: "provenance" | "area" | "redraw", detail: any) => boolean} */
export const ask = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

/** @type {(name: "provenance" | "area" | "redraw", act: (detail: any) => void) => void} */
export const answer = (name, act) =>
  document.addEventListener(name, (/** @type {CustomEvent} */ event) => act(event.detail));
