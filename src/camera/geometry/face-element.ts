import type { TwinDescription } from "../../vehicle/index.ts";
import type { CameraFile } from "./camera-file.ts";
import type { FaceProbability } from "./face-odds.ts";

/** What of a ship's coolant loops lies in a face. */
export interface FaceElement {
  readonly loop: string;
  readonly element: string;
  /** Segment of the loop that the element belongs to; null if to none. */
  readonly segment: string | null;
}

/** The elements that a camera file's faces name, by face, looked up in the hardware of the vehicle; what is not there is told. */
export function faceElements(
  camera: CameraFile,
  twin: TwinDescription,
): { readonly elements: ReadonlyMap<string, FaceElement>; readonly problems: readonly string[] } {
  const elements = new Map<string, FaceElement>();
  const problems: string[] = [];
  for (const face of camera.faces) {
    if (face.element === undefined) continue;
    const loop = twin.loops.find((one) => one.elements.some(({ id }) => id === face.element));
    if (loop) {
      const segment = loop.segments.find((one) => one.elements.includes(face.element!));
      elements.set(face.id, { loop: loop.id, element: face.element, segment: segment?.id ?? null });
      continue;
    }
    const known = twin.loops.flatMap((one) => one.elements.map(({ id }) => id)).join(", ");
    problems.push(
      `camera "${camera.id}": face "${face.id}" names the element "${face.element}", which ${twin.id} does not have; it has ${known}`,
    );
  }
  return { elements, problems };
}

/** Each face with what of the loops lies in it. */
export const withElements = (
  faces: readonly FaceProbability[],
  elements: ReadonlyMap<string, FaceElement>,
): (FaceProbability & Partial<FaceElement>)[] =>
  faces.map((face) => ({ ...face, ...(face.id !== null && elements.get(face.id)) }));
