import {
  AmbientLight,
  ArrowHelper,
  BoxGeometry,
  BufferGeometry,
  CanvasTexture,
  Color,
  ConeGeometry,
  CylinderGeometry,
  DirectionalLight,
  Float32BufferAttribute,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshStandardMaterial,
  type Object3D,
  PerspectiveCamera,
  Points,
  PointsMaterial,
  Quaternion,
  Scene,
  Sprite,
  SpriteMaterial,
  Vector3,
  WebGLRenderer,
  WireframeGeometry,
} from "three";
import type { Place, SpaceModel, SpaceRod, SpaceShip } from "./space-model.ts";
import { COOLED_AT, SHIP_UNITS } from "./space-model.ts";

/** Colours of the tokens that the scene is drawn in. */
export interface SpaceColours {
  readonly ground: string;
  readonly hull: string;
  readonly alarm: string;
  readonly sun: string;
  readonly ink: string;
  readonly quiet: string;
}

const UP = new Vector3(0, 1, 0);
const at = (place: Place): Vector3 => new Vector3(...place);

function hull(colour: string): MeshStandardMaterial {
  return new MeshStandardMaterial({ color: new Color(colour), roughness: 0.8, metalness: 0 });
}

/** A cylinder from one place to another, or a cone where its end has a radius of its own. */
function rod(
  from: Vector3,
  to: Vector3,
  radius: number,
  material: MeshStandardMaterial,
  endRadius = radius,
): Mesh {
  const along = to.clone().sub(from);
  const mesh = new Mesh(new CylinderGeometry(endRadius, radius, along.length(), 28), material);
  mesh.position.copy(from).addScaledVector(along, 0.5);
  mesh.quaternion.setFromUnitVectors(UP, along.normalize());
  return mesh;
}

const moduleMesh = ({ from, to, radius }: SpaceRod, material: MeshStandardMaterial): Mesh =>
  rod(at(from), at(to), radius, material);

/** A ship as its hulls and arrays, by its kind: enough to tell kinds apart and to see which way it stands. */
function shipMeshes(ship: SpaceShip, colours: SpaceColours): Mesh[] {
  const out = at(ship.outwards);
  const start = at(ship.at);
  const along = (part: number): Vector3 => start.clone().addScaledVector(out, part * SHIP_UNITS);
  const material = hull(colours.hull);
  const cooled = hull(ship.status.leaking ? colours.alarm : colours.hull);
  const neck = rod(along(0), along(0.1), 5, material);
  if (/dragon/.test(ship.type))
    return [neck, rod(along(0.06), along(0.5), 7, material, 18), rod(along(0.5), along(0.9), 18, cooled)];
  const arrays = new Mesh(
    /cygnus/.test(ship.type) ? new BoxGeometry(90, 26, 1.5) : new BoxGeometry(96, 10, 1.5),
    hull(colours.quiet),
  );
  arrays.position.copy(along(0.7));
  arrays.quaternion.setFromUnitVectors(UP, out);
  const body = /cygnus/.test(ship.type) ? 16 : 11;
  return [
    neck,
    rod(along(0.1), along(0.52), body, material),
    rod(along(0.52), along(0.92), /cygnus/.test(ship.type) ? 11 : 14, cooled),
    ...(/soyuz|progress|cygnus/.test(ship.type) ? [arrays] : []),
  ];
}

const PARTICLES = 420;
const REACH = 120;

/** Places of the plume's particles at a phase from 0 to 1; the same for the same phase. */
function plumePlaces(ship: SpaceShip, phase: number): Float32Array {
  const places = new Float32Array(3 * PARTICLES);
  const turn = new Quaternion().setFromUnitVectors(UP, at(ship.outwards));
  const centre = at(ship.at).addScaledVector(at(ship.outwards), COOLED_AT);
  const point = new Vector3();
  for (let which = 0; which < PARTICLES; which++) {
    const angle = which * 2.399963; // golden angle: evenly around, as no side is known
    const age = ((which * 0.618034) % 1) + phase;
    const far = 15 + REACH * (age % 1);
    const lift = (((which * 0.7548777) % 1) - 0.5) * 0.5 * far;
    point
      .set(Math.cos(angle) * far, lift, Math.sin(angle) * far)
      .applyQuaternion(turn)
      .add(centre);
    places.set([point.x, point.y, point.z], 3 * which);
  }
  return places;
}

/** Words on a plate in the colour of the ground: they may stand before a hull of any brightness. */
function label(words: string, colour: string, ground: string, place: Vector3, height: number): Sprite {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d")!;
  const font = "600 44px sans-serif";
  pen.font = font;
  canvas.width = Math.ceil(pen.measureText(words).width) + 20;
  canvas.height = 58;
  pen.fillStyle = ground;
  pen.globalAlpha = 0.78;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.globalAlpha = 1;
  pen.font = font;
  pen.fillStyle = colour;
  pen.fillText(words, 10, 44);
  const sprite = new Sprite(new SpriteMaterial({ map: new CanvasTexture(canvas), depthTest: false }));
  sprite.scale.set((height * canvas.width) / canvas.height, height, 1);
  sprite.position.copy(place);
  return sprite;
}

function frustum(model: SpaceModel, colours: SpaceColours): Object3D[] {
  const { camera } = model;
  if (camera === null) return [];
  const cone = new ConeGeometry(34, 70, 4);
  const lines = new LineSegments(
    new WireframeGeometry(cone),
    new LineBasicMaterial({ color: new Color(colours.ink) }),
  );
  const sight = at(camera.looksAt).sub(at(camera.at)).normalize();
  lines.position.copy(at(camera.at)).addScaledVector(sight, 35);
  lines.quaternion.setFromUnitVectors(UP, sight.clone().negate());
  return [
    lines,
    label("camera (example)", colours.ink, colours.ground, at(camera.at).add(new Vector3(0, 46, 0)), 22),
  ];
}

export interface SpaceDrawing {
  /** Draws another model in the place of the one before. */
  readonly show: (model: SpaceModel) => void;
  /** Turns the point of view by these angles [rad] and brings it nearer by a factor. */
  readonly turn: (byAzimuth: number, byHeight: number, nearer?: number) => void;
  readonly resize: (width: number, height: number) => void;
  readonly end: () => void;
}

interface Plume {
  readonly ship: SpaceShip;
  readonly geometry: BufferGeometry;
}

/** The Sun as light and as an arrow that points where its light goes. */
function sunParts({ sun, sunlit, middle, size }: SpaceModel, colours: SpaceColours): Object3D[] {
  const lit = sunlit !== false && sun !== null;
  const parts: Object3D[] = [new AmbientLight(0xffffff, lit ? 0.35 : 0.7)];
  if (sun === null) return parts;
  const [centre, toSun] = [at(middle), at(sun)];
  if (lit) {
    const light = new DirectionalLight(0xffffff, 3);
    light.position.copy(centre).addScaledVector(toSun, 2000);
    light.target.position.copy(centre);
    parts.push(light, light.target);
  }
  const from = centre.clone().addScaledVector(toSun, 0.52 * size);
  const colour = lit ? colours.sun : colours.quiet;
  const words = lit ? "Sun" : "Sun, behind the Earth";
  parts.push(new ArrowHelper(toSun.clone().negate(), from, 0.2 * size, colour, 26, 16));
  parts.push(label(words, colour, colours.ground, from, 30));
  return parts;
}

function build(scene: Scene, model: SpaceModel, colours: SpaceColours): readonly Plume[] {
  scene.add(...sunParts(model, colours));
  const material = hull(colours.hull);
  for (const module of model.modules) scene.add(moduleMesh(module, material));
  for (const ship of model.ships) {
    scene.add(...shipMeshes(ship, colours));
    const end = at(ship.at).addScaledVector(at(ship.outwards), SHIP_UNITS + 26);
    const words = ship.status.leaking ? `${ship.name}: leak` : ship.name;
    scene.add(label(words, ship.status.leaking ? colours.alarm : colours.ink, colours.ground, end, 24));
  }
  scene.add(...frustum(model, colours));
  return model.ships
    .filter(({ status }) => status.leaking)
    .map((ship) => {
      const geometry = new BufferGeometry();
      geometry.setAttribute("position", new Float32BufferAttribute(plumePlaces(ship, 0), 3));
      scene.add(new Points(geometry, new PointsMaterial({ color: new Color(colours.alarm), size: 3.2 })));
      return { ship, geometry };
    });
}

function clear(scene: Scene): void {
  scene.traverse((one) => {
    if (one instanceof Mesh || one instanceof Points || one instanceof LineSegments) one.geometry.dispose();
    if (one instanceof Sprite) one.material.map?.dispose();
  });
  scene.clear();
}

/** Narrower than this, width over height, the eye steps back so that the whole station stays in the picture. */
const WIDE = 1.3;

/** Draws models on a canvas. Throws where the browser has no WebGL. `still`: nothing moves by itself. */
export function drawSpace(canvas: HTMLCanvasElement, colours: SpaceColours, still: boolean): SpaceDrawing {
  // Kept after it is shown, so that it is there for paper too.
  const renderer = new WebGLRenderer({ canvas, antialias: true, preserveDrawingBuffer: true });
  renderer.setClearColor(new Color(colours.ground));
  const scene = new Scene();
  const view = new PerspectiveCamera(38, 1, 1, 20_000);
  const middle = new Vector3();
  let size = 600;
  let plumes: readonly Plume[] = [];
  let azimuth = 0.45;
  let height = 0.32;
  let away = 1.15;
  let frame = 0;
  const draw = (): void => {
    view.position
      .set(Math.sin(azimuth) * Math.cos(height), Math.sin(height), Math.cos(azimuth) * Math.cos(height))
      .multiplyScalar(away * size * Math.max(1, WIDE / view.aspect))
      .add(middle);
    view.lookAt(middle);
    renderer.render(scene, view);
  };
  const move = (ms: number): void => {
    for (const { ship, geometry } of plumes)
      geometry.setAttribute("position", new Float32BufferAttribute(plumePlaces(ship, (ms / 6000) % 1), 3));
    draw();
    frame = requestAnimationFrame(move);
  };
  return {
    show(model) {
      cancelAnimationFrame(frame);
      clear(scene);
      plumes = build(scene, model, colours);
      middle.copy(at(model.middle));
      size = model.size;
      draw();
      if (!still && plumes.length > 0) frame = requestAnimationFrame(move);
    },
    turn(byAzimuth, byHeight, nearer = 1) {
      azimuth += byAzimuth;
      height = Math.min(1.5, Math.max(-1.5, height + byHeight));
      away = Math.min(4, Math.max(0.3, away / nearer));
      draw();
    },
    resize(width, heightPx) {
      renderer.setPixelRatio(devicePixelRatio);
      renderer.setSize(width, heightPx, false);
      view.aspect = width / Math.max(1, heightPx);
      view.updateProjectionMatrix();
      draw();
    },
    end() {
      cancelAnimationFrame(frame);
      clear(scene);
      renderer.dispose();
      renderer.forceContextLoss();
    },
  };
}
