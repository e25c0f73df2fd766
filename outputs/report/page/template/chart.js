/* Line charts over time, drawn by ECharts on canvas. */
import { h } from "./dom.js";
import { areaName, compact, interval, periodName, pointName, shown, withUnit } from "./format.js";
import { ask } from "./requests.js";
import { high, linesOf, low, style, time } from "./series.js";

const charts = new Set();
const waiting = [];
/* A canvas takes the size of its element, so it is drawn once that is on the page. */
export const drawCharts = () => {
  for (const make of waiting.splice(0)) make();
};
export const forgetCharts = () => {
  for (const chart of charts) chart.dispose();
  charts.clear();
};
export const resizeCharts = () => {
  for (const chart of charts) chart.resize();
};

const yearsOf = (points) => {
  const years = points.map((point) => new Date(time(point)).getUTCFullYear());
  return [Date.UTC(Math.min(...years), 0, 1), Date.UTC(Math.max(...years) + 1, 0, 1)];
};

/* Start the axis at zero, unless that would flatten the lines. */
const startsAtZero = (points) => {
  const [least, most] = [Math.min(...points.map(low)), Math.max(...points.map(high))];
  return least >= 0 && (least === most || least < 0.7 * most);
};

const YEAR_LENGTH = 365.25 * 864e5;
/* A year under the axis takes so many pixels with the room around it; more than nine say no more. */
const [ROOM_OF_YEAR, MOST_YEARS] = [46, 9];
const axes = (points, zero, width) => {
  const [from, to] = yearsOf(points);
  const years = Math.round((to - from) / YEAR_LENGTH);
  const step = Math.ceil(
    years / Math.min(MOST_YEARS, Math.max(2, Math.floor((width - 90) / ROOM_OF_YEAR))),
  );
  const starts = Array.from({ length: years + 1 }, (_, place) => from + place * YEAR_LENGTH);
  const middles = starts
    .slice(0, -1)
    .map((start) => start + YEAR_LENGTH / 2)
    .filter((_, place) => place % step === 0);
  const text = { color: style("--muted"), fontSize: 12 };
  return {
    xAxis: {
      type: "time",
      min: from,
      max: to,
      axisLine: { lineStyle: { color: style("--rule") } },
      axisTick: { show: true, customValues: starts, lineStyle: { color: style("--rule") } },
      axisLabel: {
        ...text,
        customValues: middles,
        formatter: (value) => String(new Date(value).getUTCFullYear()),
      },
    },
    yAxis: {
      type: "value",
      scale: !zero,
      min: zero ? 0 : undefined,
      axisLabel: { ...text, formatter: compact },
      splitLine: { lineStyle: { color: style("--grid") } },
      splitNumber: 4,
    },
  };
};

const tooltip = () => ({
  trigger: "item",
  backgroundColor: style("--paper"),
  borderColor: style("--rule"),
  confine: true,
  formatter: ({ data }) =>
    data.point &&
    h(
      "div",
      { class: "tip" },
      h("div", {}, `${areaName(data.point.area_code)} · ${periodName(data.point)}`),
      h("div", {}, pointName(data.point)),
      h("strong", {}, withUnit(shown(data.point), data.point.unit)),
      interval(data.point) && h("div", { class: "muted" }, interval(data.point)),
    ),
});

/* The span of time that a label is as wide as. */
const roomOf = (points, width) => {
  const [from, to] = yearsOf(points);
  return Math.min(0.5, 48 / (width - 90)) * (to - from);
};

const options = (lines, zero, width) => {
  const points = lines.flatMap((one) => one.points);
  return {
    useUTC: true,
    animation: false,
    backgroundColor: "transparent",
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: {
      left: 8,
      right: 40,
      top: 24,
      bottom: 6,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: tooltip(),
    ...axes(points, zero, width),
    series: lines.flatMap((one) => linesOf(one, roomOf(points, width))),
  };
};

export const lineChart = (label, lines) => {
  const zero = startsAtZero(lines.flatMap((one) => one.points));
  const place = h("div", { class: "chart", role: "img", "aria-label": label });
  waiting.push(() => {
    if (!place.isConnected) return;
    const chart = globalThis.echarts.init(place, null, {
      renderer: "canvas",
      devicePixelRatio: Math.max(2, devicePixelRatio),
    });
    chart.setOption(options(lines, zero, place.clientWidth));
    chart.on("click", ({ data }) => data?.point && ask("provenance", data.point));
    charts.add(chart);
  });
  return { place, zero };
};
