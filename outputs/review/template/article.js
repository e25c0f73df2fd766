/* The text, with each number marked by what it is: by shape and sign as well as by colour. */
import { byId, h } from "../../report/page/template/dom.js";
import { hasFault } from "./checks.js";
import { ROWS } from "./decisions.js";
import { CHARACTERS } from "./lists.js";
import { kindOf, visible } from "./names.js";
import { state, t } from "./words.js";

const MARKS = new Map();

const mark = (row) => {
  const element = h(
    "span",
    { role: "button", tabindex: "-1", "data-row": row.place },
    visible(row.printed),
  );
  MARKS.set(row.place, element);
  return element;
};

/* Once: later only the looks of the marks change. */
export const article = (onchoose) => {
  const parts = [];
  let place = 0;
  for (const row of ROWS.toSorted((one, other) => one.start - other.start)) {
    if (row.start < place) continue;
    parts.push(visible(CHARACTERS.slice(place, row.start).join("")), mark(row));
    place = row.end;
  }
  parts.push(visible(CHARACTERS.slice(place).join("")));
  const choose = (event) => {
    const found = event.target.closest("[data-row]");
    if (found) onchoose(Number(found.dataset.row));
  };
  return h("div", { id: "article", lang: "zh-CN", dir: "auto", onclick: choose }, parts);
};

export const paintMarks = (findings) => {
  for (const row of ROWS) {
    const element = MARKS.get(row.place);
    if (!element) continue;
    const kind = kindOf(row);
    const sign = signOf(row, findings[row.place]);
    element.className = `m ${kind}`;
    element.dataset.sign = sign;
    element.tabIndex = row.place === state.chosen ? 0 : -1;
    if (row.place === state.chosen) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
    element.title = [t(kind), t(SIGNS[sign])].join(" · ");
  }
};

const SIGNS = { "✓": "accepted", "!": "faulty", "?": "not_certain", "": "certain" };
export const signOf = (row, findings) => {
  if (row.accepted) return "✓";
  if (hasFault(findings)) return "!";
  return row.certain ? "" : "?";
};

export const showMark = () => {
  const [pane, element] = [byId("text-pane"), MARKS.get(state.chosen)];
  if (!element) return;
  const [outer, inner] = [pane.getBoundingClientRect(), element.getBoundingClientRect()];
  if (inner.top < outer.top + 40 || inner.bottom > outer.bottom - 40) {
    pane.scrollTop += inner.top - outer.top - pane.clientHeight / 3;
  }
};

const shape = (kind) => h("li", {}, h("span", { class: `m ${kind}` }, "12"), ` ${t(kind)}`);
const sign = (mark, key) => h("li", {}, h("b", {}, mark), ` ${t(key)}`);
export const legend = () =>
  h(
    "ul",
    { class: "legend" },
    ["observation", "comparison", "neither", "repeat"].map(shape),
    sign("?", "not_certain"),
    sign("!", "faulty"),
    sign("✓", "accepted"),
  );
