/* The headline figures of an area. */
import { areasWithin, DATA, FIGURES, INDICATORS, latest, parentOf, SERIES } from "./data.js";
import { empty, h } from "./dom.js";
import {
  breakdownName,
  compact,
  grouped,
  interval,
  periodName,
  pointName,
  sign,
  unitName,
} from "./format.js";
import { flag, isComparable, number } from "./number.js";
import { nameOf, state, t } from "./words.js";
import { yearlyChange } from "./yearly.js";

const [LEAST_CARDS, MOST_CARDS, MOST_SUMS] = [4, 8, 2];

export const headlines = () => {
  const points = headlinePoints();
  const sums = headlineSums();
  return points.length + sums.length
    ? [
      h(
        "div",
        { class: "cards" },
        points
          .filter((point) => !sums.some(([part]) => part.code === point.code))
          .slice(0, MOST_CARDS - sums.length)
          .map(card),
        sums.map(sumCard),
      ),
      h("p", { class: "note" }, t("by_figures")),
    ]
    : empty(t("no_figures"));
};

/* Those in headlines.csv; for an area that has few of them, also its longest series. */
export const headlinePoints = () => {
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
    h("div", { class: "muted" }, [periodName(point), wide(point)].filter(Boolean).join(" · ")),
    h("div", { class: "under" }, yearlyChange(point)),
    aboveIt(point),
  );

/* The interval where it is wide enough to matter to who looks at a headline. */
const WIDE = 0.005;
const wide = (point) =>
  [point.low, point.high].every((bound) =>
      bound != null && Math.abs(bound - point.value) <= WIDE * Math.abs(point.value)
    )
    ? ""
    : interval(point);

/* Town and country together, where a source reports both and no later total. */
const PARTS = ["residence=urban", "residence=rural"];
export const headlineSums = () =>
  DATA.headlines
    .filter(({ kind, code, breakdown }) =>
      kind === "indicator" && breakdown === "total" && INDICATORS.get(code)?.sums_over_areas
    )
    .map((series) => {
      const parts = PARTS.map((breakdown) => latest(state.area, { ...series, breakdown }));
      const total = latest(state.area, series);
      const [one, other] = parts;
      const isKnown = one && other && one.period_end === other.period_end &&
        one.period_start === other.period_start;
      return isKnown && (!total || total.period_end < one.period_end) ? parts : null;
    })
    .filter(Boolean)
    .slice(0, MOST_SUMS);

const sumCard = (parts) =>
  h(
    "div",
    { class: "card headline" },
    h("div", { class: "what" }, nameOf(INDICATORS.get(parts[0].code))),
    h(
      "div",
      {},
      h("span", { class: "huge" }, compact(Number(parts[0].value) + Number(parts[1].value))),
      h("small", {}, unitName(parts[0].unit)),
    ),
    h("div", { class: "muted" }, `${periodName(parts[0])} · ${t("sum_of_parts")}`),
    parts.map((point) =>
      h(
        "div",
        { class: "under" },
        `${breakdownName(point.breakdown, point.code)} `,
        number(point, { text: sign(point) + compact(point.value) }),
        flag(point),
        " ",
        yearlyChange(point, { since: false }),
      )
    ),
  );

/* The same figure of the area above, if the two are comparable. */
const aboveIt = (point) => {
  const above = parentOf(state.area);
  const other = above && isComparable(point) && latest(above.code, point);
  return other
    ? h("div", { class: "muted" }, `${nameOf(above)} `, number(other), ` ${periodName(other)}`)
    : null;
};

/* How many figures the report has for the area. */
export const scope = () => {
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
