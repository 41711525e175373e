/** Which course this browser looked at last, where a server has several. */

const PREFIX = 'pyprac:course:';

export class Choice {
  constructor(private readonly baseUrl: string) {}

  course(): string | null {
    try {
      return window.localStorage.getItem(PREFIX + this.baseUrl);
    } catch {
      return null; // storage is forbidden on this page
    }
  }

  remember(slug: string): void {
    try {
      window.localStorage.setItem(PREFIX + this.baseUrl, slug);
    } catch {
      // full, or forbidden: it is chosen again next time
    }
  }
}
