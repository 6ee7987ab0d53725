/// The named states of a load, such as `standby` and `measure`. The raw values stand in reports.
public protocol LoadState: RawRepresentable<String>, CaseIterable, Hashable, Codable, Sendable {}
