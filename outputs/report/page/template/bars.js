/* Ranked bars with intervals, made of elements so that every number can be reached by keyboard. */
import { AREAS } from "./data.js";
import { groupBy, h } from "./dom.js";
import { areaName, exact, isCertain, unitName } from "./format.js";
import { flag, number } from "./number.js";
import { ask } from "./requests.js";
import { high, low } from "./series.js";
import { state, t } from "./words.js";

export const percent = (value, most) => `${(100 * Math.max(0, value)) / most}%`;

const bar = (point, most) =>
  h(
    "span",
    { class: "track", "aria-hidden": "true" },
    h("span", { class: "bar", style: { width: percent(Number(point.value), most) } }),
    !isCertain(point) &&
      h("span", {
        class: "whisker",
        style: { left: percent(low(point), most), width: percent(high(point) - low(point), most) },
      }),
  );

export const areaLink = (code, text = areaName(code)) =>
  code === state.area
    ? h("strong", {}, text)
    : h("button", { type: "button", class: "link", onclick: () => ask("area", code) }, text);

export const rankedBars = (points) => {
  const most = Math.max(...points.map((point) => Math.max(high(point), Number(point.value))), 1e-9);
  return h(
    "ol",
    { class: "bars" },
    points.map((point) =>
      h(
        "li",
        { class: point.area_code === state.area ? "mine" : "" },
        h("span", { class: "label" }, areaLink(point.area_code)),
        bar(point, most),
        number(point),
        flag(point),
      )
    ),
  );
};

/* Five classes with the same number of areas each. */
const shadeOf = (points) => {
  const sorted = points.map((point) => Number(point.value)).sort((one, other) => one - other);
  const limits = [0.2, 0.4, 0.6, 0.8].map(
    (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))],
  );
  return { limits, shade: (value) => limits.filter((limit) => Number(value) >= limit).length };
};

export const tiles = (points) => {
  const { limits, shade } = shadeOf(points);
  const groups = groupBy(points, (point) => AREAS.get(point.area_code)?.parent ?? "");
  return [
    shadeLegend(limits, points[0]),
    h(
      "div",
      { class: "tiles" },
      [...groups].map(([parent, own]) =>
        h(
          "div",
          { class: "tile-row" },
          h("div", { class: "tile-head" }, AREAS.has(parent) ? areaLink(parent) : ""),
          h(
            "div",
            { class: "tile-set" },
            own.map((point) =>
              h(
                "span",
                { class: `tile shade${shade(point.value)}` },
                h(
                  "button",
                  {
                    type: "button",
                    class: "link",
                    title: areaName(point.area_code),
                    onclick: () => ask("area", point.area_code),
                  },
                  areaName(point.area_code),
                ),
                number(point),
              )
            ),
          ),
        )
      ),
    ),
    h("p", { class: "note" }, t("tiles")),
  ];
};

const shadeLegend = (limits, point) =>
  h(
    "ul",
    { class: "legend shades" },
    [0, 1, 2, 3, 4].map((place) =>
      h(
        "li",
        {},
        h("i", { class: `swatch shade${place}`, "aria-hidden": "true" }),
        place === 0
          ? `< ${exact(point, limits[0])}`
          : place === 4
          ? `≥ ${exact(point, limits[3])}`
          : `${exact(point, limits[place - 1])} – ${exact(point, limits[place])}`,
      )
    ),
    h("li", { class: "muted" }, unitName(point.unit)),
  );
