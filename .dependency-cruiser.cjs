// The rooms of src/ in the order data meets them: a room may import only from rooms above it.
const rooms = [
  "units",
  "print",
  "stats",
  "plot",
  "fluids",
  "vehicle",
  "orbit",
  "debris",
  "loop",
  "cabin",
  "telemetry",
  "twin",
  "schematic",
  "watch",
  "leakbench",
  "campaign",
  "alarm",
  "camera",
  "cause",
  "claims",
  "forecast",
  "plan",
  "ledger",
  "incident",
  "report",
  "service",
  "cli",
];
// Rooms that also run in a browser worker: no Node built-in, no package that needs one; of the camera, all but its decoders.
const pure = [
  "units",
  "print",
  "stats",
  "plot",
  "fluids",
  "orbit",
  "debris",
  "loop",
  "cabin",
  "twin",
  "schematic",
  "watch",
  "alarm",
  "camera",
  "cause",
];

module.exports = {
  forbidden: [
    ...rooms.map((room, index) => ({
      name: `order-${room}`,
      comment: `${room} may import only from rooms above it (README of src)`,
      severity: "error",
      from: { path: `^src/${room}/` },
      to: {
        path: rooms
          .slice(index + 1)
          .map((later) => `^src/${later}/`)
          .concat("^(console|bench)/")
          .join("|"),
      },
    })),
    {
      name: "pure-rooms",
      comment: "physics and statistics know no Node",
      severity: "error",
      from: { path: `^src/(${pure.join("|")})/`, pathNot: "\\.(test|case)\\.ts$|^src/camera/decode/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "camera-without-decoders",
      comment: "the camera's step takes frames from anywhere; only its decoders know Node and image packages",
      severity: "error",
      from: { path: "^src/camera/(?!decode/)", pathNot: "\\.(test|case)\\.ts$" },
      to: { path: "^src/camera/decode/|node_modules/sharp/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "not-to-test",
      severity: "error",
      from: { path: "^src", pathNot: "\\.(test|case)\\.ts$" },
      to: { path: "\\.test\\.ts$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: [".ts", ".js", ".json"] },
  },
};
