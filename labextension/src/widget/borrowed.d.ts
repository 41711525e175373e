/** Made by scripts/widget.mjs: what the comforts of a cell's editor borrow, and the file they are in. */
declare module 'pyprac:comforts' {
  export const lent: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  export const file: string;
}
