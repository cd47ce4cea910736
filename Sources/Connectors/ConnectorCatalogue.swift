extension Connector {
  /// Every connector, in reading order.
  public static let all = [asterisk]
}
