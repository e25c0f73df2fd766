/* The share of people who are covered, by area. */
import { areaLink, percent } from "./bars.js";
import { chartsOf, METRICS, seriesOf, seriesOfChart } from "./data.js";
import { figure, h, onPaper, table } from "./dom.js";
import { periodName, unitName } from "./format.js";
import { inView } from "./gap.js";
import { flag, number } from "./number.js";
import { inLanguage, nameOf, t } from "./words.js";

export const coverages = (section) =>
  chartsOf(section)
    .filter((chart) => chart.form === "coverage")
    .map(coverage)
    .filter(Boolean);

const [MOST_COLUMNS, MOST_ON_A_SHEET] = [12, 6];
const YEAR = 366 * 864e5;

/* The latest value for a year or less: sums over longer periods are not rates. */
const lately = (area, series) =>
  seriesOf(area, series)
    .filter((point) => Date.parse(point.period_end) - Date.parse(point.period_start) < YEAR)
    .at(-1);

const coverage = (chart) => {
  const series = seriesOfChart(chart);
  const known = inView().filter((area) => series.some((one) => lately(area, one)));
  const areas = known.slice(0, onPaper() ? MOST_ON_A_SHEET : MOST_COLUMNS);
  const rows = series.filter((one) => areas.some((area) => lately(area, one)));
  if (!rows.length) return null;
  const heads = [
    t("indicator"),
    ...areas.map((area) => ({ text: areaLink(area), class: "right" })),
  ];
  return figure(
    nameOf(chart),
    table(
      heads,
      rows.map((one) => coverageRow(one, areas)),
      { class: "matrix", label: nameOf(chart) },
    ),
    h("p", { class: "note" }, inLanguage(chart, "note")),
  );
};

const coverageRow = (series, areas) => {
  const metric = METRICS.get(series.code);
  const points = areas.map((area) => lately(area, series));
  const most = Math.max(...points.filter(Boolean).map((point) => Number(point.value)));
  return h(
    "tr",
    {},
    h(
      "th",
      { scope: "row", title: inLanguage(metric, "definition") },
      nameOf(metric),
      h("div", { class: "muted" }, unitName(metric.unit)),
    ),
    points.map((point) => coverageCell(point, most)),
  );
};

const coverageCell = (point, most) =>
  point
    ? h(
      "td",
      { class: "right" },
      number(point),
      flag(point),
      h("div", { class: "muted" }, periodName(point)),
      h(
        "div",
        { class: "meter", "aria-hidden": "true" },
        h("span", { style: { width: percent(Number(point.value), most) } }),
      ),
    )
    : h("td", { class: "right muted", "aria-label": t("missing") }, "·");
