/** Copying to the clipboard, also where the page is not served securely. */

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.body.appendChild(document.createElement('textarea'));
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  area.select();
  try {
    // Deprecated, and the only way on plain http, where many class servers live.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return document.execCommand('copy');
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true }); // selecting takes it
  }
}

/** Copies the text; whether it worked. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}
