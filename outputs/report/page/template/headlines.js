/* The headline figures of an area. */
import {
  ALERTS,
  areasWithin,
  COMPARISONS,
  CONFLICTS,
  DATA,
  FIGURES,
  here,
  latest,
  parentOf,
  RULES,
  SERIES,
  SUSPECTS,
} from "./data.js";
import { empty, h } from "./dom.js";
import { compact, grouped, interval, periodName, pointName, sign, unitName } from "./format.js";
import { change, changeOf, flag, isComparable, number } from "./number.js";
import { nameOf, state, t } from "./words.js";

const [LEAST_CARDS, MOST_CARDS] = [4, 8];

export const headlines = () => {
  const points = headlinePoints();
  return [
    h(
      "p",
      { class: "lead" },
      scope(),
      " · ",
      h("a", { href: "#quality" }, t("doubts_note", { count: doubtCount() })),
      " · ",
      h("a", { href: "#alerts" }, t("alerts_note", { count: alertCount() })),
    ),
    points.length ? h("div", { class: "cards" }, points.map(card)) : empty(t("no_figures")),
    points.length > 0 && h("p", { class: "note" }, t("by_figures")),
  ];
};

/* Those in headlines.csv; for an area that has few of them, also its longest series. */
const headlinePoints = () => {
  const listed = DATA.headlines.map((series) => latest(state.area, series)).filter(Boolean);
  if (listed.length >= LEAST_CARDS) return listed.slice(0, MOST_CARDS);
  const others = [...SERIES.values()]
    .filter(([point]) => point.area_code === state.area && point.breakdown === "total")
    .sort((one, other) => other.length - one.length)
    .map((points) => points.at(-1));
  return [...listed, ...others.filter((point) => !listed.includes(point))].slice(0, MOST_CARDS);
};

const card = (point) =>
  h(
    "div",
    { class: "card headline" },
    h("div", { class: "what" }, pointName(point)),
    h(
      "div",
      { class: "value" },
      number(point, { text: sign(point) + compact(point.value), class: "huge" }),
      flag(point),
      h("small", {}, unitName(point.unit)),
    ),
    h("div", { class: "muted" }, [periodName(point), interval(point)].filter(Boolean).join(" · ")),
    h(
      "div",
      { class: "under" },
      change(point),
      changeOf(point) &&
        h(
          "span",
          { class: "muted" },
          ` ${t("since", { period: periodName(changeOf(point).base) })}`,
        ),
    ),
    aboveIt(point),
  );

/* The same figure of the area above, if the two are comparable. */
const aboveIt = (point) => {
  const above = parentOf(state.area);
  const other = above && isComparable(point) && latest(above.code, point);
  return other
    ? h("div", { class: "muted" }, `${nameOf(above)} `, number(other), ` ${periodName(other)}`)
    : null;
};

const doubtCount = () =>
  here(RULES).length +
  here(CONFLICTS).length +
  here(SUSPECTS).length +
  here(COMPARISONS).filter((row) => row.verdict === "contradicted").length;
const alertCount = () =>
  ALERTS.filter((alert) => alert.area_code === state.area && alert.state !== "cleared").length;

/* How many figures the report has for the area. */
const scope = () => {
  const areas = new Set(areasWithin(state.area).map((area) => area.code));
  const figures = FIGURES.filter((point) => areas.has(point.area_code));
  const years = figures.map((point) => Number(point.period_end.slice(0, 4)));
  return t("scope_note", {
    areas: areas.size,
    figures: grouped(figures.length),
    first: Math.min(...years),
    last: Math.max(...years),
    sources: new Set(figures.map((point) => point.source_code)).size,
  });
};
