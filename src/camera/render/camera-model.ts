/** A camera and its downlink, as the renderer sees them. */
export interface CameraModel {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framesPerS: number;
  readonly focalPx: number;
  /** Part of the frame time for which the shutter is open: sets how long the streaks are. */
  readonly shutterPart: number;
  /** Standard deviation of the point spread [px]. */
  readonly blurPx: number;
  /** Standard deviation of the read-out noise in grey levels. */
  readonly noiseLevels: number;
  /** Loss of light in the corners, as a part. */
  readonly vignetting: number;
  readonly interlaced: boolean;
  /** 0 for none; else quality 1 to 100 of the eight by eight block transform, the tables those of JPEG (ITU T.81 annex K). */
  readonly compressionQuality: number;
}

export const smallCamera: CameraModel = {
  widthPx: 320,
  heightPx: 180,
  framesPerS: 25,
  focalPx: 250,
  shutterPart: 0.3,
  blurPx: 0.8,
  noiseLevels: 1.5,
  vignetting: 0.3,
  interlaced: false,
  compressionQuality: 0,
};
