/** Which course this browser looked at last, where a server has several. */

const PREFIX = 'pyprac:course:';

export function rememberedCourse(baseUrl: string): string | null {
  try {
    return window.localStorage.getItem(PREFIX + baseUrl);
  } catch {
    return null; // storage is forbidden on this page
  }
}

export function rememberCourse(baseUrl: string, slug: string): void {
  try {
    window.localStorage.setItem(PREFIX + baseUrl, slug);
  } catch {
    // full, or forbidden: it is chosen again next time
  }
}
