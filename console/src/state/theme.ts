import { type Density, densities, type Theme, themes } from "./console-state.ts";

const place = "hoarfrost.theme";
const preferLight = (): MediaQueryList => matchMedia("(prefers-color-scheme: light)");

/** The theme chosen last time; dark, the room's own, where none was or storage is refused. */
export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(place);
    return themes.find((theme) => theme === kept) ?? "dark";
  } catch {
    return "dark";
  }
}

let following: AbortController | null = null;

/** Puts a theme on the page, for as long as nothing else does. */
export function dressPage(theme: Theme): void {
  const light = theme === "light" || (theme === "system" && preferLight().matches);
  document.documentElement.dataset.theme = light ? "light" : "dark";
  dispatchEvent(new Event("hoarfrost-theme"));
}

/** Puts a theme on the page and keeps it for next time; "system" goes on following the system. */
export function showTheme(theme: Theme): void {
  following?.abort();
  following = null;
  const apply = (): void => dressPage(theme);
  apply();
  if (theme === "system") {
    following = new AbortController();
    preferLight().addEventListener("change", apply, { signal: following.signal });
  }
  try {
    localStorage.setItem(place, theme);
  } catch {
    // Storage refused: the choice holds until the page is closed.
  }
}

const densityPlace = "hoarfrost.density";

/** The density chosen last time; dense where none was or storage is refused. */
export function readDensity(): Density {
  try {
    const kept = localStorage.getItem(densityPlace);
    return densities.find((density) => density === kept) ?? "dense";
  } catch {
    return "dense";
  }
}

/** Puts a density on the page and keeps it for next time. */
export function showDensity(density: Density): void {
  document.documentElement.dataset.density = density;
  try {
    localStorage.setItem(densityPlace, density);
  } catch {
    // Storage refused: the choice holds until the page is closed.
  }
}
