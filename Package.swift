// swift-tools-version: 6.2
import PackageDescription

/// The targets that the CPU's inner loop runs through. They are built without overflow, bounds and exclusivity checks
/// in release; hot code masks its offsets and wraps its arithmetic, and every unit test runs in a checked build.
///
/// Their reference counts are not atomic in release: in a process one thread makes and runs machines (`Runner`'s), and what
/// it publishes while it runs holds no object of theirs. `Emulation` refuses a second one there (SINGLE_MACHINE_THREAD). A
/// process that ran two machines on two threads would have to be built without both, and be about a tenth slower.
let hot: [SwiftSetting] = [
  .unsafeFlags(
    ["-Ounchecked", "-enforce-exclusivity=unchecked", "-Xfrontend", "-assume-single-threaded"],
    .when(configuration: .release)),
  .define("SINGLE_MACHINE_THREAD", .when(configuration: .release)),
]
/// The targets whose code runs at every sample, every byte, every pixel and, where somebody looks on, every change and every call: all checks
/// but those of exclusivity.
let warm: [SwiftSetting] = [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]
/// What most of the unit tests' time goes to is optimised in checked builds too; to optimise the other targets takes longer than
/// their tests gain by it. It keeps the checks of overflow and bounds, and of exclusivity those that the optimiser cannot do without
/// (an overlap that it resolves by itself is not seen); `assert` is not among them, and the debugger sees less. A module is
/// compiled as a whole: file by file, optimised, takes 1.7 times the processor time. With threads it still has an object a
/// file, which SwiftPM expects of debug builds.
let quick: [SwiftSetting] = [
  .unsafeFlags(["-O", "-whole-module-optimization", "-num-threads", "2"], .when(configuration: .debug))
]
/// What runs once a command, a scenario, a slice of a run, a point or a click: it is not optimised, which is most of the time
/// that these take to build.
let cold: [SwiftSetting] = [
  .unsafeFlags(["-Onone", "-enforce-exclusivity=unchecked"], .when(configuration: .release))
]
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "bandbox",
  products: [
    .executable(name: "bandbox", targets: ["bandbox"]),
    // For `tools/check` and for whoever works on the emulator.
    .executable(name: "conformance", targets: ["conformance-command"]),
    .executable(name: "fuzz", targets: ["fuzz"]),
    // For `tools/bench`.
    .executable(name: "checkpoint-bench", targets: ["checkpoint-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .target(name: "Machine", swiftSettings: strict + hot + quick),
    .target(name: "CJIT"),
    .target(name: "CortexM0", dependencies: ["CJIT", "Machine"], swiftSettings: strict + hot + quick),
    .target(name: "Blocks", dependencies: ["Machine"], swiftSettings: strict + hot + quick),
    .target(name: "DA14681", dependencies: ["Machine", "CortexM0", "Blocks"], swiftSettings: strict + hot + quick),
    .target(name: "DA14580", dependencies: ["Machine", "CortexM0", "Blocks"], swiftSettings: strict + hot),
    .target(name: "NRF51", dependencies: ["Machine", "CortexM0", "Blocks"], swiftSettings: strict + hot),
    .target(name: "Parts", dependencies: ["Machine"], swiftSettings: strict + warm),
    .target(name: "World", dependencies: ["Machine"], swiftSettings: strict + warm),
    .target(
      name: "Boards",
      dependencies: [
        "Machine", "CortexM0", "DA14580", "DA14681", "NRF51", "Parts", "World", "Formats", "Plots",
        .product(name: "Yams", package: "Yams"),
      ], resources: [.embedInCode("Shipped")], swiftSettings: strict + cold),
    .target(name: "Images", dependencies: ["FlashLogic"], swiftSettings: strict),
    .target(name: "SMP", swiftSettings: strict),
    .systemLibrary(name: "CUdev", pkgConfig: "libudev", providers: [.apt(["libudev-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "Formats", dependencies: ["CSQLite", "CZlib", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict + cold),
    .target(name: "Plots", dependencies: ["Formats"], swiftSettings: strict + warm),
    .target(name: "Link", dependencies: ["SMP", "Images", "CUdev"], swiftSettings: strict + cold),
    .target(name: "HTTP", dependencies: ["Link"], swiftSettings: strict + cold),
    .target(
      name: "Watchers",
      dependencies: ["Machine", "CortexM0", "Parts", "World", "Boards", "Images", "SMP", "Link", "Formats"],
      swiftSettings: strict + warm),
    .target(
      name: "Session",
      dependencies: [
        "Machine", "CortexM0", "Parts", "World", "Boards", "Images", "FlashLogic", "SMP", "Link", "Formats", "Plots",
        "Watchers",
        .product(name: "Yams", package: "Yams"),
      ], swiftSettings: strict + cold),
    .target(
      name: "Debugger",
      dependencies: ["Machine", "CortexM0", "Boards", "Images", "Link", "Formats", "Session"],
      swiftSettings: strict + cold),
    .target(
      name: "Studies",
      dependencies: [
        "Machine", "CortexM0", "Parts", "World", "Boards", "Images", "FlashLogic", "SMP", "Formats", "Plots", "Session",
        .product(name: "Yams", package: "Yams"),
      ], resources: [.embedInCode("Workers/Python")], swiftSettings: strict + cold),
    .target(
      name: "Bench",
      dependencies: [
        "Machine", "CortexM0", "Boards", "Images", "SMP", "Link", "HTTP", "Formats", "Session",
      ], resources: [.embedInCode("Page")], swiftSettings: strict + cold),
    .executableTarget(
      name: "bandbox",
      dependencies: [
        "CortexM0", "Formats", "Plots", "Watchers", "Session", "Debugger", "Bench", "Studies", "Link", "Images",
        "Boards", "World",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict + cold),

    // What of the band's firmware needs no hardware, compiled for the host to be tested.
    .target(name: "BandLogic", path: "firmware-images/band/logic", swiftSettings: strict + quick),
    .testTarget(
      name: "BandLogicTests", dependencies: ["BandLogic", "Machine", "Parts", "World"], swiftSettings: strict + quick),

    // What the bootloader and the band know of the flash: slots, trailers, images, hashes.
    .target(
      name: "FlashLogic", dependencies: ["SMP"], path: "firmware-images/flash/logic", swiftSettings: strict + quick),
    .testTarget(
      name: "FlashLogicTests", dependencies: ["FlashLogic", "Programs", "SeededRandom"], swiftSettings: strict + quick),

    // The processor beside an independent one. In release it compares ten million instructions a minute.
    .target(
      name: "Conformance", dependencies: ["CortexM0", "Machine", "SeededRandom"], path: "Tests/Conformance",
      exclude: ["Unicorn"],
      swiftSettings: strict),
    .executableTarget(
      name: "conformance-command",
      dependencies: [
        "Conformance", "CortexM0", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Tests/ConformanceCommand", swiftSettings: strict),
    // Hostile firmware, images and frames; also in release, where there are fewer checks and more cases.
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "Boards", "Conformance", "CortexM0", "DA14681", "Images", "Machine", "Parts", "SMP", "SeededRandom", "TestBand",
        "World",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Tests/Fuzz", swiftSettings: strict + cold),

    // The random numbers that tests draw.
    .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict + quick),
    .target(
      name: "TestBand", dependencies: ["Boards", "CortexM0", "DA14681", "Machine", "Parts", "World"],
      path: "Tests/TestBand", swiftSettings: strict + quick),
    // What tests of chips share: programs in Thumb code, the vendors' register lists.
    .target(name: "ChipTesting", dependencies: ["Machine"], path: "Tests/ChipTesting", swiftSettings: strict + quick),
    .target(name: "StateComparison", path: "Tests/StateComparison", swiftSettings: strict),
    // Where the texts of a chart stand.
    .target(name: "PlotReading", dependencies: ["Plots"], path: "Tests/PlotReading", swiftSettings: strict),
    // The programs that tests run beside ours.
    .target(name: "Programs", path: "Tests/Programs", swiftSettings: strict),
    .executableTarget(
      name: "checkpoint-bench", dependencies: ["CortexM0", "Link", "Machine", "Session"], path: "Tests/CheckpointBench",
      swiftSettings: strict),

    .testTarget(name: "MachineTests", dependencies: ["Machine", "SeededRandom"], swiftSettings: strict),
    .testTarget(
      name: "CortexM0Tests", dependencies: ["Conformance", "CortexM0", "Machine", "Programs", "SeededRandom"],
      swiftSettings: strict
    ),
    .testTarget(name: "BlocksTests", dependencies: ["Blocks", "Machine"], swiftSettings: strict),
    .testTarget(
      name: "DA14681Tests", dependencies: ["DA14681", "Blocks", "ChipTesting", "CortexM0", "Machine", "SeededRandom"],
      exclude: ["Resources"], swiftSettings: strict),
    .testTarget(
      name: "DA14580Tests", dependencies: ["DA14580", "Blocks", "ChipTesting", "CortexM0", "Machine", "SeededRandom"],
      exclude: ["Resources"], swiftSettings: strict),
    .testTarget(
      name: "NRF51Tests", dependencies: ["NRF51", "Blocks", "ChipTesting", "CortexM0", "Machine", "SeededRandom"],
      exclude: ["Resources"], swiftSettings: strict),
    .testTarget(name: "PartsTests", dependencies: ["Parts", "World", "Machine"], swiftSettings: strict),
    .testTarget(name: "WorldTests", dependencies: ["World", "Machine"], swiftSettings: strict),
    .testTarget(
      name: "BoardsTests",
      dependencies: [
        "Boards", "Parts", "World", "DA14681", "NRF51", "CortexM0", "Machine", "Formats", "SeededRandom", "TestBand",
        "Conformance", "StateComparison",
      ],
      swiftSettings: strict),
    .testTarget(name: "ImagesTests", dependencies: ["Images", "Programs", "SeededRandom"], swiftSettings: strict),
    .testTarget(name: "SMPTests", dependencies: ["SMP", "Programs", "SeededRandom"], swiftSettings: strict),
    .testTarget(name: "FormatsTests", dependencies: ["Formats", "Programs", "SeededRandom"], swiftSettings: strict),
    .testTarget(name: "PlotsTests", dependencies: ["Plots"], swiftSettings: strict),
    .testTarget(name: "LinkTests", dependencies: ["Link", "Programs", "SMP", "SeededRandom"], swiftSettings: strict),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP", "Link", "SeededRandom"], swiftSettings: strict),
    .testTarget(
      name: "WatchersTests", dependencies: ["Watchers", "Formats", "Images", "Machine", "SeededRandom"],
      swiftSettings: strict),
    .testTarget(
      name: "SessionTests",
      dependencies: [
        "Formats", "Session", "Boards", "Parts", "World", "DA14681", "NRF51", "CortexM0", "Machine", "Images",
        "FlashLogic", "SMP", "StateComparison", "TestBand", "Link", "PlotReading", "Plots", "SeededRandom", "Watchers",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "DebuggerTests",
      dependencies: [
        "Debugger", "Session", "Link", "Images", "CortexM0", "Machine", "SeededRandom", "StateComparison",
      ], swiftSettings: strict),
    .testTarget(
      name: "BenchTests", dependencies: ["Bench", "Session", "Link", "Machine", "SeededRandom"], swiftSettings: strict),
    .testTarget(
      name: "StudiesTests",
      dependencies: [
        "Formats", "Session", "Studies", "Boards", "World", "Machine", "Images", "FlashLogic", "PlotReading", "Plots",
        "SMP", "SeededRandom",
      ],
      swiftSettings: strict),
    // Runs the built command and real clients as people do; it uses none of our types.
    .testTarget(
      name: "EndToEndTests", dependencies: ["Programs", "SeededRandom"], exclude: ["Clients", "Recordings"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
