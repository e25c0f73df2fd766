/* The data of the page: the text by code points, the rows as they were proposed, and the lists. */
import { byId } from "../../report/page/template/dom.js";

export const DATA = JSON.parse(byId("data").textContent);
/* Offsets are code points: a character beyond the basic plane is two places of a string. */
export const CHARACTERS = Array.from(DATA.text);

const keyed = (lines) => new Map(lines.map((line) => [line.code, line]));
export const INDICATORS = keyed(DATA.indicators);
export const AREAS = keyed(DATA.areas);
export const MEMBERS = keyed(DATA.members);
export const UNITS = keyed(DATA.units);
export const CODES = Object.fromEntries(
  Object.entries(DATA.codes).map(([name, lines]) => [name, keyed(lines)]),
);

export const isRepeat = (fields) => fields.disposition !== "neither" && Boolean(fields.same_as);
/* The columns that a row must fill; the others, but for notes, have no meaning for it. */
export const wanted = (fields) =>
  isRepeat(fields) ? ["same_as"] : DATA.filled[fields.disposition] ?? [];
