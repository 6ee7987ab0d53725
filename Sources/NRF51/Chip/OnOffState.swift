import Machine

/// The states of a load that draws one current, or none.
public enum OnOffState: String, LoadState {
  case off
  case on
}
