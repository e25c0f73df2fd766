/* Two values of an area side by side: town and country. */
import { areaLink, percent } from "./bars.js";
import {
  AREAS,
  areasWithin,
  chartsOf,
  keyed,
  LEVELS,
  parentOf,
  seriesOf,
  seriesOfChart,
} from "./data.js";
import { figure, h, more } from "./dom.js";
import { breakdownName, periodName, rounded, unitName } from "./format.js";
import { number } from "./number.js";
import { COLOURS, high } from "./series.js";
import { inLanguage, nameOf, state, t } from "./words.js";

export const gaps = (section) =>
  chartsOf(section)
    .filter((chart) => chart.form === "gap")
    .map(gapChart)
    .filter(Boolean);

export const ancestorsOf = (code) => {
  const found = [];
  for (let area = parentOf(code); area; area = AREAS.get(area.parent)) found.push(area.code);
  return found;
};

/* The area itself, the areas above it, those below it. */
export const inView = () => [
  state.area,
  ...ancestorsOf(state.area),
  ...belowIt().map((area) => area.code),
];
const belowIt = () =>
  areasWithin(state.area)
    .filter((area) => area.code !== state.area)
    .sort(
      (one, other) =>
        LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level) ||
        one.code.localeCompare(other.code),
    );

const pairOf = (area, [one, other]) => {
  const others = keyed(seriesOf(area, other), "period_end");
  const first = seriesOf(area, one)
    .filter((point) => others.has(point.period_end))
    .at(-1);
  return first && { area, pair: [first, others.get(first.period_end)] };
};

const gapChart = (chart) => {
  const series = seriesOfChart(chart);
  const rows = inView()
    .map((area) => pairOf(area, series))
    .filter(Boolean);
  if (!rows.length) return null;
  const most = Math.max(...rows.flatMap(({ pair }) => pair.map(high)));
  const days = new Set(rows.map(({ pair }) => pair[0].period_end));
  return figure(
    nameOf(chart),
    gapLegend(series, rows[0].pair[0].unit),
    foldedRows(rows, (row) => gapRow(row, most)),
    h(
      "p",
      { class: "note" },
      [inLanguage(chart, "note"), days.size > 1 && t("years_differ")].filter(Boolean).join(" "),
    ),
  );
};

const SHOWN_ROWS = 14;
const foldedRows = (rows, made) => [
  h("ul", { class: "dumbbells" }, rows.slice(0, SHOWN_ROWS).map(made)),
  rows.length > SHOWN_ROWS &&
  more(
    t("rest_shown", { count: rows.length - SHOWN_ROWS }),
    h("ul", { class: "dumbbells" }, rows.slice(SHOWN_ROWS).map(made)),
  ),
];

const gapLegend = (series, unit) =>
  h(
    "ul",
    { class: "legend" },
    series.map(({ breakdown, code }, place) =>
      h(
        "li",
        {},
        h("i", {
          class: "swatch round",
          style: { background: `var(${COLOURS[place]})` },
          "aria-hidden": "true",
        }),
        breakdownName(breakdown, code),
      )
    ),
    h("li", { class: "muted" }, unitName(unit)),
  );

const gapRow = ({ area, pair }, most) => {
  const places = pair.map((point) => percent(Number(point.value), most));
  const [from, to] = pair.map((point) => Number(point.value)).sort((one, other) => one - other);
  return h(
    "li",
    { class: area === state.area ? "mine" : "" },
    h(
      "span",
      { class: "label" },
      areaLink(area),
      h("span", { class: "muted" }, ` ${periodName(pair[0])}`),
    ),
    h(
      "span",
      { class: "track", "aria-hidden": "true" },
      h("span", {
        class: "between",
        style: { left: percent(from, most), width: percent(to - from, most) },
      }),
      pair.map((_, place) =>
        h("span", {
          class: "dot",
          style: { left: places[place], background: `var(${COLOURS[place]})` },
        })
      ),
    ),
    h(
      "span",
      { class: "pair" },
      pair.map((point) => number(point)),
      h("span", { class: "muted ratio" }, `${rounded((100 * pair[1].value) / pair[0].value, 0)}%`),
    ),
  );
};
