/* A number on the page: a button that opens its provenance. */
import { FIGURE, GROWTH, isDoubtful, SOURCES } from "./data.js";
import { h } from "./dom.js";
import {
  areaName,
  definedAs,
  fixed,
  interval,
  periodName,
  pointName,
  rounded,
  shown,
  unitName,
  withUnit,
} from "./format.js";
import { ask } from "./requests.js";
import { colon, t } from "./words.js";

export const number = (point, { text = undefined, unit = false, class: look = "" } = {}) => {
  const label = text ?? shown(point);
  const name = `${pointName(point)}, ${areaName(point.area_code)}, ${periodName(point)}`;
  return h(
    "button",
    {
      type: "button",
      class: `n ${look}`,
      title: [name, interval(point)].filter(Boolean).join("\n"),
      "aria-label": `${name}: ${withUnit(label, point.unit)}, ${t("show_provenance")}`,
      "data-id": point.kind === "metric"
        ? `${point.code}@${point.area_code}@${point.period_end}`
        : point.observation_id,
      onclick: () => ask("provenance", point),
    },
    unit ? withUnit(label, point.unit) : label,
  );
};

export const figureNumber = (id, options) =>
  FIGURE.has(id) ? number(FIGURE.get(id), options) : null;

/* A title stays in the language of its publication, whatever that of the page. */
export const sourceTitle = (code) => {
  const source = SOURCES.get(code);
  return h("span", { lang: source?.language }, source?.title || code);
};

/* Marks a figure that is estimated (E), provisional (P) or doubtful (!). */
export const flag = (point) => {
  const marks = (["E", "P"].includes(point.status) ? point.status : "") +
    (isDoubtful(point) ? "!" : "");
  return marks ? h("sup", { class: "flag", title: t("by_figures") }, marks) : null;
};

/* Whether it can be compared between areas, as amounts per head and shares can. */
export const isComparable = (point) =>
  point.kind === "metric" || ["standard", "ratio"].includes(definedAs(point).kind);

/* The change since the preceding figure, in percent or points, and that figure. */
export const changeOf = (point) => {
  const growth = point.kind === "indicator" && GROWTH.get(point.observation_id);
  const base = growth && FIGURE.get(growth.base_observation_id);
  if (!base) return null;
  const points = growth.growth == null;
  const amount = Number(points ? growth.change : growth.growth);
  return { growth, base, amount, points };
};

export const changeText = ({ amount, points, growth }) => {
  if (!amount) return t("unchanged");
  const unit = points ? ` ${unitName(growth.change_unit)}` : "%";
  return `${amount > 0 ? "+" : ""}${
    Math.abs(amount) < 0.05 ? rounded(amount, 3) : fixed(amount, 1)
  }${unit}`;
};

export const change = (point) => {
  const found = changeOf(point);
  if (!found) return "";
  const text = changeText(found) + (found.amount && !found.growth.sign_certain ? " ?" : "");
  return h(
    "button",
    {
      type: "button",
      class: "n change",
      title: `${periodName(found.base)}${colon()}${shown(found.base)}${
        found.growth.sign_certain ? "" : ` · ${t("uncertain_sign")}`
      }`,
      "aria-label": `${pointName(point)} ${text}, ${t("show_provenance")}`,
      onclick: () => ask("provenance", point),
    },
    text,
  );
};
