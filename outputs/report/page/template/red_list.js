/* The red list: what does not add up, each thing once, the newest of the area itself first. */
import { h, onPaper } from "./dom.js";
import { doubtsOf } from "./quality.js";
import { state, t } from "./words.js";

/* On paper the list stays on the second side. */
const [SHOWN_OF_A_KIND, SHOWN_ON_PAPER] = [4, 2];

export const redList = () => {
  const kinds = doubtsOf().filter(({ items }) => items.length);
  if (!kinds.length) return null;
  const most = onPaper() ? SHOWN_ON_PAPER : SHOWN_OF_A_KIND;
  return h(
    "div",
    { class: "card red" },
    h("h3", {}, t("red_list")),
    kinds.map(({ title, items }) => [
      h("h4", {}, `${t(title)} `, h("span", { class: "count" }, items.length)),
      h(
        "ul",
        { class: "findings" },
        [...items].sort(ownAndNewFirst).slice(0, most).map(
          ({ made }) => made(),
        ),
      ),
      items.length > most &&
      h(
        "p",
        { class: "note" },
        h("a", { href: "#quality" }, t("rest_of_list", { count: items.length - most })),
      ),
    ]),
  );
};

const ownAndNewFirst = (one, other) =>
  Number(other.row.area_code === state.area) - Number(one.row.area_code === state.area) ||
  other.row.period_end.localeCompare(one.row.period_end);
