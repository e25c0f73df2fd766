/* Figures and metrics over time; those of the area above are thin lines. */
import { lineChart } from "./chart.js";
import {
  chartsOf,
  INDICATORS,
  isDoubtful,
  METRICS,
  parentOf,
  seriesOf,
  seriesOfChart,
} from "./data.js";
import { empty, figure, h, more, table } from "./dom.js";
import { areaName, breakdownName, interval, isCertain, periodName, unitName } from "./format.js";
import { change, flag, isComparable, number } from "./number.js";
import { COLOURS, comparable, isLong, style } from "./series.js";
import { bracketed, colon, nameOf, state, t } from "./words.js";
import { yearlyChange } from "./yearly.js";

const trend = (chart) => {
  const listed = seriesOfChart(chart);
  const own = listed
    .map((series, place) => lineOf(state.area, series, COLOURS[place], false))
    .filter((one) => one.points.length);
  if (!own.length) return null;
  const above = parentOf(state.area);
  const units = new Set(own.map((one) => one.points[0].unit));
  const thin = above && own.every(({ points }) => isComparable(points[0]))
    ? listed.map((series, place) => lineOf(above.code, series, COLOURS[place], true))
    : [];
  const lines = [
    ...own,
    ...thin.filter((one) => one.points.length && units.has(one.points[0].unit)),
  ];
  const drawn = figure(
    nameOf(chart),
    legend(own),
    picture(chart, own, lines),
    above &&
      lines.length > own.length &&
      h("p", { class: "note" }, `${t("thin")}${colon()}${nameOf(above)}`),
    tableOf(lines),
  );
  if (own.every(({ points }) => points.length <= FEW_POINTS)) drawn.classList.add("few");
  return drawn;
};
/* So few points do not fill a page's width. */
const FEW_POINTS = 3;

const lineOf = (area, series, colour, thin) => {
  const points = comparable(seriesOf(area, series));
  const name = breakdownName(series.breakdown, series.code) ||
    nameOf((series.kind === "metric" ? METRICS : INDICATORS).get(series.code));
  return {
    area,
    name: thin ? name + bracketed(areaName(area)) : name,
    colour: style(colour),
    points,
    thin,
  };
};

const legend = (lines) =>
  h(
    "ul",
    { class: "legend" },
    lines.map(({ name, colour, points }) => {
      const last = points.at(-1);
      return h(
        "li",
        {},
        h("i", { class: "swatch", style: { background: colour }, "aria-hidden": "true" }),
        `${name} `,
        number(last, { unit: true }),
        flag(last),
        h("span", { class: "muted" }, ` ${periodName(last)} `),
        yearlyChange(last),
      );
    }),
  );

const picture = (chart, own, lines) => {
  if (own.every(({ points }) => points.length < 2)) return empty(t("one_point"));
  const { place, zero } = lineChart(nameOf(chart), lines);
  const uncertain = own.some(({ points }) => points.some((point) => !isCertain(point)));
  const notes = [
    !zero && t("not_from_zero"),
    (uncertain || own.some(hasLongGap)) && t("band"),
    lines.some(({ points }) => points.some(isDoubtful)) && t("doubt_drawn"),
  ].filter(Boolean);
  return [
    h("p", { class: "note unit" }, unitName(own[0].points[0].unit)),
    place,
    notes.length > 0 && h("p", { class: "note" }, notes.join(state.language === "zh" ? "" : " ")),
  ];
};
const hasLongGap = ({ points }) =>
  points.some((point, place) => place && isLong(points[place - 1], point));

const tableOf = (lines) =>
  more(
    t("table"),
    table(
      [
        t("period"),
        t("indicator"),
        { text: t("value"), class: "right" },
        t("interval"),
        { text: t("change"), class: "right" },
      ],
      lines.flatMap(({ name, points }) =>
        points.map((point) =>
          h(
            "tr",
            {},
            h("td", {}, periodName(point)),
            h("td", {}, name),
            h("td", { class: "right" }, number(point), flag(point)),
            h("td", { class: "muted" }, interval(point)),
            h("td", { class: "right" }, change(point)),
          )
        )
      ),
      { label: t("table") },
    ),
  );

export const trends = (section) => {
  const drawn = chartsOf(section)
    .filter((chart) => chart.form === "trend")
    .map(trend)
    .filter(Boolean);
  return drawn.length ? h("div", { class: "two" }, drawn) : null;
};
