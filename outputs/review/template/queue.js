/* The list of numbers: what is not certain first, each group in the order of the text. */
import { h } from "../../report/page/template/dom.js";
import { signOf } from "./article.js";
import { hasDoubt, hasFault } from "./checks.js";
import { ROWS } from "./decisions.js";
import { kindOf, oneLine, summary } from "./names.js";
import { state, t } from "./words.js";

const MOST_ITEMS = 300;

const FILTERS = {
  left: (row) => !row.accepted,
  unsure: (row) => !row.certain,
  faulty: (_row, findings) => hasDoubt(findings),
  all: () => true,
  observation: (row) => kindOf(row) === "observation",
  comparison: (row) => kindOf(row) === "comparison",
  neither: (row) => kindOf(row) === "neither",
  repeat: (row) => kindOf(row) === "repeat",
};

/* The order stays while one works: it is that of the proposals. */
let order = [];
export const sortRows = (findings) => {
  const rank = (row) => (row.certain && !hasFault(findings[row.place]) ? 1 : 0);
  order = ROWS.toSorted((one, other) => rank(one) - rank(other) || one.start - other.start);
};

export const shownRows = (findings) =>
  order.filter((row) => FILTERS[state.filter](row, findings[row.place]));

/* The row so many places on in the list, or in the order if the chosen one is not listed. */
export const neighbour = (findings, step) => {
  const shown = shownRows(findings);
  const listed = shown.some((row) => row.place === state.chosen) ? shown : order;
  const at = listed.findIndex((row) => row.place === state.chosen);
  return listed[Math.min(Math.max(at + step, 0), listed.length - 1)];
};

/* The next that is not accepted, around the end. */
export const nextLeft = (findings) => {
  const at = order.findIndex((row) => row.place === state.chosen);
  const around = [...order.slice(at + 1), ...order.slice(0, at)];
  const left = around.filter((row) => !row.accepted);
  return left.find((row) => FILTERS[state.filter](row, findings[row.place])) ?? left[0];
};

const item = (row, findings, onchoose) =>
  h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: "item",
        "data-place": row.place,
        "aria-current": row.place === state.chosen && "true",
        onclick: () => onchoose(row.place),
      },
      h("b", { class: "sign" }, signOf(row, findings) || "·"),
      h("span", { class: `m ${kindOf(row)}` }, oneLine(row.printed)),
      h("span", { class: "said" }, summary(row)),
    ),
  );

export const queue = (findings, onchoose, onfilter) => {
  const shown = shownRows(findings);
  const option = (name) => h("option", { value: name, selected: name === state.filter }, t(name));
  const rest = shown.length - MOST_ITEMS;
  return [
    h(
      "label",
      { class: "filter" },
      `${t("show")} `,
      h(
        "select",
        { id: "filter", onchange: (event) => onfilter(event.target.value) },
        Object.keys(FILTERS).map(option),
      ),
      h("span", { class: "muted" }, ` ${shown.length}`),
    ),
    h(
      "ol",
      { class: "items" },
      shown.slice(0, MOST_ITEMS).map((row) => item(row, findings[row.place], onchoose)),
    ),
    rest > 0 && h("p", { class: "muted" }, t("more_shown", { count: rest })),
    !shown.length && h("p", { class: "muted" }, t("none_shown")),
  ].filter(Boolean);
};
