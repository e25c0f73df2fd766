/* A list of facts in the panel; a fact without a value is left out. */
import { h } from "./dom.js";
import { t } from "./words.js";

/** @type {(entries: any[][]) => HTMLElement} */
export const facts = (entries) =>
  h(
    "dl",
    {},
    entries
      .filter(([, value]) => value != null && value !== "" && value.length !== 0)
      .map(([key, value]) => [h("dt", {}, t(key)), h("dd", { "data-fact": key }, value)]),
  );
