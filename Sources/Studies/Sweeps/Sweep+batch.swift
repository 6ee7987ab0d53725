import Formats
import Foundation

/// Points for a batch system, which runs each as a command and knows nothing of the sweep.
extension Sweep {
  /// What `prepare` wrote.
  public struct Batch: Sendable {
    /// Points without a result.
    public var points: Int
    /// A command for each of them, a line each.
    public var commands: String
    /// The same for Slurm: a job array.
    public var slurm: String
  }

  private static let jobArraySize = 100
  private var jobs: String {
    RelativePath.resolve(RelativePath.resolve("jobs", in: folder), in: FileManager.default.currentDirectoryPath)
  }
  private func input(_ point: Int) -> String { "\(jobs)/\(point).json" }
  private func output(_ point: Int) -> String { "\(jobs)/\(point).result.json" }

  /// Writes each point that has no result yet to the folder `jobs` of the sweep, and a list of the commands that run them, in any
  /// order and anywhere where these paths are the same. Each leaves its result in a file beside its input.
  public func prepare(arguments: [String]) throws -> Batch {
    try OutputFolder.make(jobs)
    let done = try store.results()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let program = ([RunningProgram.file.path] + arguments).map(Self.quoted).joined(separator: " ")
    let folder = Self.quoted(FileManager.default.currentDirectoryPath)
    var lines: [String] = []
    for (index, entry) in entries.enumerated() where done[index] == nil {
      try OutputFile(input(index)).write(try encoder.encode(entry.point) + Data("\n".utf8))
      lines.append(
        "cd \(folder) && \(program) \(Self.quoted(input(index))) --out \(Self.quoted(output(index))) </dev/null\n")
    }
    let batch = Batch(points: lines.count, commands: "\(jobs)/commands.txt", slurm: "\(jobs)/slurm.sh")
    try OutputFile(batch.commands).write(Data(lines.joined().utf8))
    try OutputFile(batch.slurm).write(Data(slurmScript(batch).utf8))
    return batch
  }

  /// Takes the results that the commands of `prepare` have left. Returns how many were new and how many points have none yet.
  public func collect() throws -> (taken: Int, missing: Int) {
    let done = try store.results()
    var (taken, missing) = (0, 0)
    for index in entries.indices where done[index] == nil {
      guard FileManager.default.fileExists(atPath: output(index)) else {
        missing += 1
        continue
      }
      let result: SweepResult = try InputJSON.file(output(index), expected: "a result of 'bandbox point'")
      try store.add(result, of: index, wallSeconds: result.cpuSeconds)
      taken += 1
    }
    return (taken, missing)
  }

  /// Each task of the array runs every so-many-th command, so that an array of any size runs them all.
  private func slurmScript(_ batch: Batch) -> String {
    """
    #!/bin/sh
    # sbatch \(batch.slurm)
    # An array of another size (sbatch --array=0-9 ...) shares the same commands.
    #SBATCH --job-name=bandbox
    #SBATCH --array=0-\(max(min(batch.points, Self.jobArraySize) - 1, 0))
    #SBATCH --output=\(jobs)/slurm-%a.log
    awk -v of="$SLURM_ARRAY_TASK_COUNT" -v task="$SLURM_ARRAY_TASK_ID" \\
      'NR % of == task % of' \(Self.quoted(batch.commands)) | sh

    """
  }

  /// A word of a shell.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+=:@%".contains($0)) }
    return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: #"'\''"#) + "'"
  }
}
