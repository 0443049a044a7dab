export { drawSchematic, type SchematicPart, type SchematicShow } from "./draw-schematic.ts";
export { layOut } from "./lay-out.ts";
export {
  graphOfLoop,
  type SchematicGraph,
  type SchematicLine,
  type SchematicNode,
} from "./schematic-graph.ts";
export { layoutAsGiven, type PlacedLine, type PlacedNode, type SchematicLayout } from "./schematic-layout.ts";
