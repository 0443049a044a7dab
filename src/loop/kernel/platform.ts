/** As much of WebAssembly as kernels need; the room's libraries declare neither browser nor Node. */
interface Platform {
  readonly WebAssembly?: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
    readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  };
}

export const webAssembly = (globalThis as Platform).WebAssembly;
