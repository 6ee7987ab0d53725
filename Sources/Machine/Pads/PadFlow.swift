/// What flows through a pad.
public enum PadFlow: String, LoadState {
  /// Nothing.
  case quiet
  /// Its own pull stands against the level that something drives.
  case pull = "pull against level"
  /// A resistor of the board does.
  case resistor = "resistor against level"
  /// Both do.
  case both = "pull and resistor against level"
  /// Nothing drives it; its own pull stands against the board's resistor.
  case divider = "pull against resistor"
  /// Nothing holds its level while its input buffer is on: both transistors of the buffer conduct a little.
  case floating = "floating input"
}
